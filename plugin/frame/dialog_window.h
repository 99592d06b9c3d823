// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <libgimp/gimpui.h>

#include "plugin/frame/controls.h"
#include "plugin/widgets/window_memory.h"

namespace color_clusters {

struct WidgetDestroy {
  void operator()(GtkWidget* widget) const noexcept { gtk_widget_destroy(widget); }
};
using OwnedWidget = std::unique_ptr<GtkWidget, WidgetDestroy>;

/// Starts GTK. Throws Error when there is no screen.
void start_gtk();

/// The window of a dialog: the picture to the left, with all room that is left over, and the
/// controls to the right of it, which scroll where the screen is too low for them.
class DialogWindow {
 public:
  /// `name` is what its size is remembered under.
  DialogWindow(GimpProcedure* procedure, GimpProcedureConfig* config, const char* title);
  ~DialogWindow();
  DialogWindow(const DialogWindow&) = delete;
  DialogWindow& operator=(const DialogWindow&) = delete;

  [[nodiscard]] GimpProcedureDialog* dialog() const { return GIMP_PROCEDURE_DIALOG(owned_.get()); }
  /// Packs everything; nothing goes beyond the screen.
  void fill(GtkWidget* header, GtkWidget* picture, Controls& controls, GtkWidget* message);
  void enable_ok(bool is_enabled);
  /// Destroys the widgets; remembers sizes.
  void close();

 private:
  void hide_saved_settings();
  void restore_size();
  void remember();

  OwnedWidget owned_;
  WindowMemory memory_;
  Controls* controls_ = nullptr;
  GtkWidget* panes_;
};

}  // namespace color_clusters
