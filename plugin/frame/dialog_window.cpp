// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/frame/dialog_window.h"

#include <algorithm>

#include <glib/gi18n.h>

#include "plugin/gimp/error.h"
#include "plugin/gimp/icon.h"

namespace color_clusters {
namespace {

constexpr int spacing = 6;
/// Of a window without a remembered size; less on a small screen.
constexpr int first_width = 1080;
constexpr int first_height = 760;
/// What a window manager puts around a window.
constexpr int border_width = 8;
constexpr int title_height = 40;
constexpr int column_width = 380;
constexpr int least_column_height = 160;

struct ListFree {
  void operator()(GList* list) const noexcept { g_list_free(list); }
};
using OwnedList = std::unique_ptr<GList, ListFree>;

/// Sets what title bars and lists of windows show, each in a size of its own.
void set_window_icon(GtkWindow* window) {
  GList* icons = nullptr;
  for (const int size : {16, 24, 32, 48, 128}) {
    Owned<GdkPixbuf> drawn = icon(size);
    if (drawn) icons = g_list_append(icons, drawn.release());
  }
  gtk_window_set_icon_list(window, icons);
  g_list_free_full(icons, g_object_unref);
}

/// How large a window can be.
GtkRequisition room_on_screen() {
  GdkDisplay* const display = gdk_display_get_default();
  GdkMonitor* monitor = gdk_display_get_primary_monitor(display);
  if (monitor == nullptr) monitor = gdk_display_get_monitor(display, 0);
  GdkRectangle area{0, 0, first_width, first_height};
  if (monitor != nullptr) gdk_monitor_get_workarea(monitor, &area);
  return {area.width - border_width, area.height - title_height};
}

/// What is pointed at elsewhere gets the style of hover; rows are lower than buttons would make
/// them.
void add_style() {
  static constexpr char style[] =
      "row.color-clusters-marked { background-color: alpha(currentColor, 0.15); }"
      "row.color-clusters-row { padding: 1px 3px; min-height: 0; }"
      "row.color-clusters-row button { padding: 2px 5px; min-height: 0; min-width: 0; }";
  const Owned<GtkCssProvider> provider(gtk_css_provider_new());
  gtk_css_provider_load_from_data(provider.get(), style, -1, nullptr);
  gtk_style_context_add_provider_for_screen(gdk_screen_get_default(),
                                            GTK_STYLE_PROVIDER(provider.get()),
                                            GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

gboolean pass_wheel_on(GtkWidget* control, GdkEventScroll*, gpointer scrolled) noexcept {
  GtkAdjustment* const range = gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(scrolled));
  const bool scrolls = gtk_adjustment_get_upper(range) > gtk_adjustment_get_page_size(range);
  if (scrolls && gtk_widget_has_focus(control) == FALSE) {
    g_signal_stop_emission_by_name(control, "scroll-event");
  }
  return FALSE;
}

/// Where the controls have to be scrolled, the wheel does that, and does not change a value on the
/// way: only the control that has the focus takes it.
void let_wheel_scroll(GtkWidget* widget, gpointer scrolled) noexcept {
  if (GTK_IS_SPIN_BUTTON(widget) || GTK_IS_SCALE(widget) || GTK_IS_COMBO_BOX(widget)) {
    g_signal_connect(widget, "scroll-event", G_CALLBACK(pass_wheel_on), scrolled);
  } else if (GTK_IS_CONTAINER(widget)) {
    gtk_container_forall(GTK_CONTAINER(widget), let_wheel_scroll, scrolled);
  }
}

}  // namespace

void start_gtk() {
  // Without a screen gimp_ui_init ends the process. Where GIMP itself has a window nothing needs to
  // be tried, and nothing may be before gimp_ui_init has told GTK about it.
  if (gimp_display_name() == nullptr && gtk_init_check(nullptr, nullptr) == FALSE) {
    throw calling_error(
        _("There is no screen to show the dialog on. Run the procedure with the run mode "
          "RUN-NONINTERACTIVE."));
  }
  gimp_ui_init("color-clusters");
}

DialogWindow::DialogWindow(GimpProcedure* procedure, GimpProcedureConfig* config, const char* title)
    : owned_(gimp_procedure_dialog_new(procedure, config, title)),
      memory_(gimp_procedure_get_name(procedure)),
      panes_(gtk_paned_new(GTK_ORIENTATION_HORIZONTAL)) {
  add_style();
  set_window_icon(GTK_WINDOW(dialog()));
  hide_saved_settings();
}

/// Hides GIMP's buttons for one set of saved settings: presets have names.
void DialogWindow::hide_saved_settings() {
  const OwnedList children(
      gtk_container_get_children(GTK_CONTAINER(gtk_dialog_get_content_area(GTK_DIALOG(dialog())))));
  for (const GList* child = children.get(); child != nullptr; child = child->next) {
    if (GTK_IS_BUTTON_BOX(child->data)) gtk_widget_hide(GTK_WIDGET(child->data));
  }
}

DialogWindow::~DialogWindow() { close(); }

void DialogWindow::fill(GtkWidget* header, GtkWidget* picture, Controls& controls,
                        GtkWidget* message) {
  controls_ = &controls;
  GtkWidget* const scrolled = gtk_scrolled_window_new(nullptr, nullptr);
  gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scrolled), GTK_POLICY_NEVER,
                                 GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_overlay_scrolling(GTK_SCROLLED_WINDOW(scrolled), FALSE);
  gtk_scrolled_window_set_propagate_natural_height(GTK_SCROLLED_WINDOW(scrolled), TRUE);
  gtk_scrolled_window_set_min_content_height(GTK_SCROLLED_WINDOW(scrolled), least_column_height);
  gtk_container_add(GTK_CONTAINER(scrolled), controls.widget());
  gtk_widget_set_margin_end(picture, spacing);
  gtk_widget_set_margin_start(controls.widget(), spacing);
  gtk_widget_set_margin_end(controls.widget(), spacing);
  gtk_widget_set_size_request(controls.widget(), column_width, -1);
  gtk_paned_pack1(GTK_PANED(panes_), picture, TRUE, FALSE);
  gtk_paned_pack2(GTK_PANED(panes_), scrolled, FALSE, FALSE);
  gtk_paned_set_wide_handle(GTK_PANED(panes_), TRUE);
  gtk_widget_show_all(panes_);
  gtk_widget_show_all(message);

  GtkWidget* const content = gtk_dialog_get_content_area(GTK_DIALOG(dialog()));
  gtk_box_set_spacing(GTK_BOX(content), spacing);
  gtk_box_pack_start(GTK_BOX(content), header, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(content), panes_, TRUE, TRUE, 0);
  gtk_box_pack_start(GTK_BOX(content), message, FALSE, FALSE, 0);
  let_wheel_scroll(controls.widget(), scrolled);
  restore_size();
}

void DialogWindow::restore_size() {
  gtk_expander_set_expanded(controls_->more(), memory_.get("more").value_or(0) != 0 ? TRUE : FALSE);
  gtk_notebook_set_current_page(controls_->pages(), memory_.get("page").value_or(0));
  const GtkRequisition most = room_on_screen();
  gtk_window_set_default_size(GTK_WINDOW(dialog()),
                              std::min(most.width, memory_.get("width").value_or(first_width)),
                              std::min(most.height, memory_.get("height").value_or(first_height)));
  if (memory_.get("maximized").value_or(0) != 0) gtk_window_maximize(GTK_WINDOW(dialog()));
  if (const std::optional<int> pane = memory_.get("pane")) {
    gtk_paned_set_position(GTK_PANED(panes_), *pane);
  }
}

void DialogWindow::remember() {
  int width = 0;
  int height = 0;
  const bool is_maximized = gtk_window_is_maximized(GTK_WINDOW(dialog())) != FALSE;
  gtk_window_get_size(GTK_WINDOW(dialog()), &width, &height);
  memory_.set("maximized", is_maximized ? 1 : 0);
  if (!is_maximized) {
    memory_.set("width", width);
    memory_.set("height", height);
    memory_.set("pane", gtk_paned_get_position(GTK_PANED(panes_)));
  }
  memory_.set("more", gtk_expander_get_expanded(controls_->more()));
  memory_.set("page", gtk_notebook_get_current_page(controls_->pages()));
  memory_.save();
}

void DialogWindow::enable_ok(bool is_enabled) {
  gtk_dialog_set_response_sensitive(GTK_DIALOG(dialog()), GTK_RESPONSE_OK,
                                    is_enabled ? TRUE : FALSE);
}

void DialogWindow::close() {
  if (!owned_) return;
  if (controls_ != nullptr) remember();
  controls_ = nullptr;
  owned_.reset();
  // What comes next takes long and has no main loop that would flush to the screen.
  gdk_display_flush(gdk_display_get_default());
}

}  // namespace color_clusters
