// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/frame/controls.h"

#include <algorithm>

#include <glib/gi18n.h>

#include "plugin/frame/dialog_help.h"
#include "plugin/glib/owned.h"

namespace color_clusters {
namespace {

constexpr int spacing = 6;

/// A value that is freed at the end of the scope.
class Value {
 public:
  explicit Value(GType type) { g_value_init(&value_, type); }
  ~Value() { g_value_unset(&value_); }
  Value(const Value&) = delete;
  Value& operator=(const Value&) = delete;
  [[nodiscard]] GValue* get() { return &value_; }

 private:
  GValue value_ = G_VALUE_INIT;
};

/// Takes a reference: the control belongs to GIMP's dialog, and must outlive the container that it
/// is packed into.
void keep(GtkWidget* control) {
  if (g_object_is_floating(control) != FALSE) g_object_ref_sink(control);
}

/// A mark for settings that differ from their defaults.
GtkWidget* new_mark() {
  GtkWidget* const mark = gtk_label_new("●");
  gtk_widget_set_tooltip_text(mark, _("Some settings in here differ from their defaults"));
  gtk_widget_set_no_show_all(mark, TRUE);
  return mark;
}

GtkWidget* marked_label(GtkWidget* label, GtkWidget* mark) {
  GtkWidget* const box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, spacing);
  gtk_box_pack_start(GTK_BOX(box), label, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(box), mark, FALSE, FALSE, 0);
  gtk_widget_show_all(box);
  return box;
}

}  // namespace

Controls::Controls(GimpProcedureDialog* dialog, GimpProcedureConfig* config)
    : dialog_(dialog),
      config_(config),
      column_(gtk_box_new(GTK_ORIENTATION_VERTICAL, spacing)),
      pages_(gtk_notebook_new()) {}

GtkWidget* Controls::of(const char* argument) {
  GtkWidget* const control = gimp_procedure_dialog_get_widget(dialog_, argument, G_TYPE_NONE);
  keep(control);
  set_option_help(control, argument);
  return control;
}

GtkWidget* Controls::slider(const char* argument, int digits) {
  GtkWidget* const control = gimp_procedure_dialog_get_scale_entry(dialog_, argument, 1.0);
  gimp_label_spin_set_digits(GIMP_LABEL_SPIN(control), digits);
  gtk_widget_set_hexpand(control, TRUE);
  return of(argument);
}

GtkWidget* Controls::length(const char* argument, double pixels_per_inch) {
  constexpr gboolean is_in_pixels = FALSE;
  gimp_procedure_dialog_get_size_entry(dialog_, argument, is_in_pixels, "unit", "%a",
                                       GIMP_SIZE_ENTRY_UPDATE_SIZE, pixels_per_inch);
  return of(argument);
}

GtkWidget* Controls::side_by_side(const std::vector<GtkWidget*>& parts) {
  GtkWidget* const row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, spacing);
  for (GtkWidget* const part : parts) gtk_box_pack_start(GTK_BOX(row), part, FALSE, FALSE, 0);
  gtk_widget_show_all(row);
  return row;
}

void Controls::add(GtkWidget* control, bool takes_room) {
  gtk_widget_show(control);
  gtk_box_pack_start(GTK_BOX(column_), control, takes_room ? TRUE : FALSE, TRUE, 0);
}

void Controls::add_page(const char* title, const std::vector<GtkWidget*>& controls,
                        const std::vector<const char*>& arguments) {
  GtkWidget* const page = gtk_box_new(GTK_ORIENTATION_VERTICAL, spacing);
  gtk_container_set_border_width(GTK_CONTAINER(page), spacing);
  for (GtkWidget* const control : controls) {
    gtk_widget_show(control);
    gtk_box_pack_start(GTK_BOX(page), control, FALSE, FALSE, 0);
  }
  GtkWidget* const mark = new_mark();
  gtk_widget_show(page);
  gtk_notebook_append_page(GTK_NOTEBOOK(pages_), page, marked_label(gtk_label_new(title), mark));
  // Not on the box around the label.
  atk_object_set_name(gtk_widget_get_accessible(page), title);
  all_pages_.push_back({arguments, mark});
}

void Controls::add_result_page(const char* title, std::vector<GtkWidget*> controls,
                               std::vector<const char*> arguments, bool is_edit) {
  // An edited result is replaced in any case.
  if (!is_edit) {
    controls.push_back(of("replace-earlier"));
    arguments.push_back("replace-earlier");
  }
  add_page(title, controls, arguments);
}

void Controls::add_more() {
  GtkWidget* const label = gtk_label_new_with_mnemonic(_("M_ore"));
  more_mark_ = new_mark();
  more_ = gtk_expander_new(nullptr);
  gtk_expander_set_label_widget(GTK_EXPANDER(more_), marked_label(label, more_mark_));
  // Without this, it is not mirrored for text from right to left.
  gtk_expander_set_label_fill(GTK_EXPANDER(more_), TRUE);
  gtk_label_set_mnemonic_widget(GTK_LABEL(label), more_);
  atk_object_set_name(gtk_widget_get_accessible(more_), gtk_label_get_text(GTK_LABEL(label)));
  gtk_notebook_set_scrollable(GTK_NOTEBOOK(pages_), TRUE);
  const bool has_tabs = all_pages_.size() > 1;
  gtk_notebook_set_show_tabs(GTK_NOTEBOOK(pages_), has_tabs ? TRUE : FALSE);
  gtk_notebook_set_show_border(GTK_NOTEBOOK(pages_), has_tabs ? TRUE : FALSE);
  gtk_container_add(GTK_CONTAINER(more_), pages_);
  gtk_widget_show_all(more_);
  add(more_);
  mark_changes();
}

bool Controls::is_default(const char* argument) const {
  GParamSpec* const spec = g_object_class_find_property(G_OBJECT_GET_CLASS(config_), argument);
  if (spec == nullptr) return true;
  Value value(spec->value_type);
  g_object_get_property(G_OBJECT(config_), argument, value.get());
  return g_param_value_defaults(spec, value.get()) != FALSE;
}

void Controls::mark_changes() {
  if (more_ == nullptr) return;
  bool has_changes = false;
  for (const Page& page : all_pages_) {
    const bool is_changed = !std::ranges::all_of(
        page.arguments, [this](const char* argument) { return is_default(argument); });
    gtk_widget_set_visible(page.mark, is_changed ? TRUE : FALSE);
    has_changes = has_changes || is_changed;
  }
  gtk_widget_set_visible(more_mark_, has_changes ? TRUE : FALSE);
}

void Controls::allow(GtkWidget* control, bool is_allowed, const char* why_not) {
  const auto [known, is_new] = tooltips_.try_emplace(control);
  if (is_new) {
    const OwnedString tooltip(gtk_widget_get_tooltip_text(control));
    known->second = tooltip ? tooltip.get() : "";
  }
  gtk_widget_set_sensitive(control, is_allowed ? TRUE : FALSE);
  gtk_widget_set_tooltip_text(control, is_allowed ? known->second.c_str() : why_not);
}

}  // namespace color_clusters
