// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <gtk/gtk.h>

#include "plugin/glib/guard.h"
#include "plugin/widgets/swatch_row.h"

namespace color_clusters {

/// The colors of a dialog as a list. Tab stops once; arrow keys go from row to row, Enter copies, L
/// locks, F2 and Space choose another color, Delete takes that back.
class SwatchList {
 public:
  explicit SwatchList(ErrorReport& errors);
  ~SwatchList();
  SwatchList(const SwatchList&) = delete;
  SwatchList& operator=(const SwatchList&) = delete;

  /// The list, with a scroll bar beyond as many rows as fit. It shows whole rows.
  [[nodiscard]] GtkWidget* widget() const { return room_; }
  [[nodiscard]] ErrorReport& errors() const { return errors_; }

  void show(const std::vector<Swatch>& swatches);
  /// Marks a row that is pointed at elsewhere, and brings it into sight.
  void mark(std::optional<std::size_t> row);
  /// Lets the artist choose a color, which on_color gets for `row`; without one it is a new color.
  void choose_color(std::optional<std::size_t> row);

  /// Called with the row under the mouse or with the keyboard's focus, or none.
  std::function<void(std::optional<std::size_t> row)> on_point;
  /// Called when a row is clicked or Enter is pressed on it.
  std::function<void(std::size_t row)> on_activate;
  /// Called when a lock is opened or closed.
  std::function<void(std::size_t row, bool locked)> on_lock;
  /// Called when the color that was found is to be shown again.
  std::function<void(std::size_t row)> on_take_back;
  /// Called when another color is chosen for a row, or a new one, in sRGB.
  std::function<void(std::optional<std::size_t> row, const Color& color)> on_color;

 private:
  void activate(GtkListBox* list, GtkListBoxRow* row);
  gboolean press_key(GtkWidget* list, GdkEventKey* event);
  gboolean move_focus(GtkWidget* list, GtkDirectionType direction);
  void color_chosen(GtkWidget* button);
  void fit_rows(GtkWidget* room, GdkRectangle* area);
  void set_margin();
  void add_row();

  ErrorReport& errors_;
  GtkWidget* room_;
  GtkWidget* scrolled_;
  GtkWidget* list_;
  /// Never seen: has GIMP's dialog to choose a color, for all rows.
  GtkWidget* chooser_ = nullptr;
  std::optional<std::size_t> chosen_for_;
  bool is_updating_ = false;
  std::optional<std::size_t> marked_;
  /// Hidden, not deleted, when there are fewer colors: making them takes long.
  std::vector<std::unique_ptr<SwatchRow>> rows_;
  int left_over_ = 0;
  PendingCall fitting_;
};

}  // namespace color_clusters
