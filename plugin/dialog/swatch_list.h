// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtk/gtk.h>

#include "core/color/color.h"

namespace color_clusters {

/// Whether a color stays: open and closed are the artist's choice, fixed is not up to the list.
enum class Lock { open, closed, fixed };

/// What one row of the list shows.
struct Swatch {
  /// Gamma-encoded sRGB.
  Color color;
  double share;
  Lock lock;
};

/// The colors of a dialog as a list: swatch, hexadecimal value, share and lock.
class SwatchList {
 public:
  SwatchList();
  ~SwatchList();
  SwatchList(const SwatchList&) = delete;
  SwatchList& operator=(const SwatchList&) = delete;

  /// The list, with a scroll bar beyond as many rows as fit.
  [[nodiscard]] GtkWidget* widget() const { return scrolled_; }

  void show(const std::vector<Swatch>& swatches);

  /// Called with the row under the mouse or with the keyboard's focus, or none.
  std::function<void(std::optional<std::size_t> row)> on_point;
  /// Called when a row is clicked or Enter is pressed on it.
  std::function<void(std::size_t row)> on_activate;
  /// Called when a lock is opened or closed.
  std::function<void(std::size_t row, bool locked)> on_lock;
  /// Called when another color is chosen for a row, in sRGB.
  std::function<void(std::size_t row, const Color& color)> on_color;

 private:
  class Row;

  static void activate(GtkListBox* list, GtkListBoxRow* row, gpointer self);

  GtkWidget* scrolled_;
  GtkWidget* list_;
  /// Kept when there are fewer colors, and hidden: to make them takes long.
  std::vector<std::unique_ptr<Row>> rows_;
};

/// A share as people read it: `38.2 %`.
std::string percent_text(double share);

}  // namespace color_clusters
