// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include <gtk/gtk.h>

#include "core/color/color.h"
#include "plugin/glib/guard.h"

namespace color_clusters {

/// Whether a color stays while the others are found: open and closed are the artist's choice, fixed
/// is not up to the list.
enum class Lock { open, closed, fixed };

/// What one row of the list shows.
struct Swatch {
  /// The color shown and the color found, in gamma-encoded sRGB.
  Color color;
  Color found;
  double share;
  Lock lock;
  /// What the color is called besides, or nothing.
  std::string name;
};

/// One color of the list: swatch, hexadecimal value, name, share and lock. The keyboard's focus is
/// on the row as a whole.
class SwatchRow {
 public:
  explicit SwatchRow(ErrorReport& errors);
  SwatchRow(const SwatchRow&) = delete;
  SwatchRow& operator=(const SwatchRow&) = delete;

  [[nodiscard]] GtkWidget* widget() const { return row_; }
  [[nodiscard]] ErrorReport& errors() const { return errors_; }
  [[nodiscard]] const Color& color() const { return color_; }

  void show(const Swatch& swatch);
  /// Marks it as pointed at from elsewhere.
  void mark(bool is_marked);
  void toggle_lock();
  /// Takes back that another color is shown than was found, if so.
  void take_back();

  /// Called when the mouse or the keyboard's focus comes to it, and when it goes.
  std::function<void(bool is_pointed_at)> on_point;
  std::function<void(bool is_locked)> on_lock;
  /// Called when its swatch is clicked.
  std::function<void()> on_choose;
  /// Called when what was found is to be shown again.
  std::function<void()> on_take_back;

 private:
  gboolean draw(GtkWidget* area, cairo_t* cairo);
  void choose(GtkButton* button);
  void press_undo(GtkButton* button);
  void toggled(GtkToggleButton* lock);
  void state_changed(GtkWidget* row, GtkStateFlags before);

  ErrorReport& errors_;
  Color color_{};
  Color found_{};
  bool is_updating_ = false;
  bool is_pointed_at_ = false;
  GtkWidget* row_;
  GtkWidget* button_;
  GtkWidget* area_;
  GtkWidget* hex_;
  GtkWidget* name_;
  GtkWidget* share_;
  GtkWidget* undo_;
  GtkWidget* lock_;
  GtkWidget* icon_;
};

/// A share as people read it: `38.2 %`.
std::string percent_text(double share);

}  // namespace color_clusters
