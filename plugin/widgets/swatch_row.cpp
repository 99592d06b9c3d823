// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/widgets/swatch_row.h"

#include <glib/gi18n.h>

#include "plugin/clusters/cluster_names.h"
#include "plugin/glib/text.h"
#include "plugin/widgets/fill_color.h"

namespace color_clusters {
namespace {

constexpr int swatch_width = 40;
constexpr int swatch_height = 20;
constexpr int spacing = 6;
constexpr double smallest_share_shown = 0.0005;
/// See the style of the dialog's window.
constexpr char row_class[] = "color-clusters-row";
constexpr char marked_class[] = "color-clusters-marked";

GtkWidget* digits_label(int characters, float alignment) {
  GtkWidget* const label = gtk_label_new(nullptr);
  gtk_label_set_width_chars(GTK_LABEL(label), characters);
  gtk_label_set_xalign(GTK_LABEL(label), alignment);
  PangoAttrList* const attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"));
  gtk_label_set_attributes(GTK_LABEL(label), attributes);
  pango_attr_list_unref(attributes);
  return label;
}

/// A button that the keyboard does not stop at: the row has a key for it.
void leave_out_of_focus(GtkWidget* button) {
  gtk_widget_set_can_focus(button, FALSE);
  gtk_button_set_relief(GTK_BUTTON(button), GTK_RELIEF_NONE);
}

void set_name(GtkWidget* widget, const std::string& name) {
  atk_object_set_name(gtk_widget_get_accessible(widget), name.c_str());
}

/// In a line that runs from right to left a number and its percent sign stay together.
std::string isolated(const std::string& text) { return "\u2068" + text + "\u2069"; }

}  // namespace

std::string percent_text(double share) {
  // Translators: a share of the picture that is too small to be told; the last % is a percent sign.
  if (share > 0.0 && share < smallest_share_shown) return format_text(_("< %.1f %%"), 0.1);
  // Translators: a share of the picture; the last % is a percent sign.
  return format_text(_("%.1f %%"), 100.0 * share);
}

SwatchRow::SwatchRow(ErrorReport& errors)
    : errors_(errors),
      row_(gtk_list_box_row_new()),
      button_(gtk_button_new()),
      area_(gtk_drawing_area_new()),
      hex_(digits_label(8, 0.0F)),
      name_(gtk_label_new(nullptr)),
      share_(digits_label(7, 1.0F)),
      undo_(gtk_button_new_from_icon_name("edit-undo-symbolic", GTK_ICON_SIZE_MENU)),
      lock_(gtk_toggle_button_new()),
      icon_(gtk_image_new()) {
  // A drawing of our own: the buttons of GTK and GIMP show other colors when they are insensitive.
  gtk_widget_set_size_request(area_, swatch_width, swatch_height);
  gtk_container_add(GTK_CONTAINER(button_), area_);
  leave_out_of_focus(button_);
  gtk_widget_set_tooltip_text(
      button_, _("Click to show this cluster in another color (F2); its areas and its share stay"));
  leave_out_of_focus(undo_);
  gtk_widget_set_no_show_all(undo_, TRUE);
  gtk_widget_set_tooltip_text(undo_, _("Show the color that was found again (Delete)"));
  gtk_container_add(GTK_CONTAINER(lock_), icon_);
  leave_out_of_focus(lock_);
  gtk_widget_set_tooltip_text(lock_, _("Keep this color while the others are found anew (L)"));

  GtkWidget* const box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, spacing);
  gtk_box_pack_start(GTK_BOX(box), button_, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(box), hex_, FALSE, FALSE, 0);
  gtk_label_set_ellipsize(GTK_LABEL(name_), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign(GTK_LABEL(name_), 0.0F);
  gtk_widget_set_no_show_all(name_, TRUE);
  gtk_box_pack_start(GTK_BOX(box), undo_, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(box), name_, TRUE, TRUE, 0);
  gtk_box_pack_end(GTK_BOX(box), lock_, FALSE, FALSE, 0);
  gtk_box_pack_end(GTK_BOX(box), share_, FALSE, FALSE, 0);
  gtk_widget_set_tooltip_text(row_, _("Click to copy the hexadecimal value (Enter)"));
  gtk_container_add(GTK_CONTAINER(row_), box);
  gtk_style_context_add_class(gtk_widget_get_style_context(row_), row_class);
  gtk_widget_show_all(row_);

  connect<&SwatchRow::draw>(area_, "draw", this);
  connect<&SwatchRow::choose>(button_, "clicked", this);
  connect<&SwatchRow::press_undo>(undo_, "clicked", this);
  connect<&SwatchRow::toggled>(lock_, "toggled", this);
  connect<&SwatchRow::state_changed>(row_, "state-flags-changed", this);
}

void SwatchRow::show(const Swatch& swatch) {
  is_updating_ = true;
  color_ = swatch.color;
  found_ = swatch.found;
  const std::string hex = hex_name(swatch.color);
  const std::string share = percent_text(swatch.share);
  gtk_label_set_text(GTK_LABEL(hex_), hex.c_str());
  gtk_label_set_text(GTK_LABEL(share_), isolated(share).c_str());
  const bool is_locked = swatch.lock != Lock::open;
  gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(lock_), is_locked ? TRUE : FALSE);
  gtk_widget_set_sensitive(lock_, swatch.lock == Lock::fixed ? FALSE : TRUE);
  gtk_widget_set_visible(undo_, swatch.color != swatch.found ? TRUE : FALSE);
  gtk_image_set_from_icon_name(GTK_IMAGE(icon_),
                               is_locked ? "changes-prevent-symbolic" : "changes-allow-symbolic",
                               GTK_ICON_SIZE_BUTTON);
  const bool has_name = !swatch.name.empty() && swatch.name != hex;
  gtk_label_set_text(GTK_LABEL(name_), swatch.name.c_str());
  gtk_widget_set_tooltip_text(name_, swatch.name.c_str());
  gtk_widget_set_visible(name_, has_name ? TRUE : FALSE);
  const std::string name = hex + (has_name ? ", " + swatch.name : "") + ", " + share;
  set_name(row_, name);
  set_name(button_, name);
  // Translators: the name of a button; %s is a color and its share.
  set_name(lock_, format_text(_("Lock %s"), name.c_str()));
  gtk_widget_queue_draw(area_);
  is_updating_ = false;
}

void SwatchRow::mark(bool is_marked) {
  GtkStyleContext* const style = gtk_widget_get_style_context(row_);
  if (is_marked) {
    gtk_style_context_add_class(style, marked_class);
  } else {
    gtk_style_context_remove_class(style, marked_class);
  }
}

void SwatchRow::toggle_lock() {
  if (gtk_widget_get_sensitive(lock_) == FALSE) return;
  const bool is_locked = gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(lock_)) != FALSE;
  gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(lock_), is_locked ? FALSE : TRUE);
}

void SwatchRow::take_back() {
  if (color_ != found_ && on_take_back) on_take_back();
}

gboolean SwatchRow::draw(GtkWidget* area, cairo_t* cairo) {
  const double width = gtk_widget_get_allocated_width(area);
  const double height = gtk_widget_get_allocated_height(area);
  cairo_rectangle(cairo, 0, 0, width, height);
  fill(cairo, color_);
  if (color_ != found_) {
    // The corner shows what was found.
    cairo_move_to(cairo, width, height / 3);
    cairo_line_to(cairo, width, height);
    cairo_line_to(cairo, width - 2 * height / 3, height);
    cairo_close_path(cairo);
    fill(cairo, found_);
  }
  return TRUE;
}

void SwatchRow::choose(GtkButton*) {
  if (on_choose) on_choose();
}

void SwatchRow::press_undo(GtkButton*) { take_back(); }

void SwatchRow::toggled(GtkToggleButton* lock) {
  if (!is_updating_ && on_lock) on_lock(gtk_toggle_button_get_active(lock) != FALSE);
}

void SwatchRow::state_changed(GtkWidget* row, GtkStateFlags) {
  constexpr int pointed = GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_FOCUSED;
  const bool is_pointed_at = (gtk_widget_get_state_flags(row) & pointed) != 0;
  if (is_pointed_at == is_pointed_at_) return;
  is_pointed_at_ = is_pointed_at;
  if (on_point) on_point(is_pointed_at);
}

}  // namespace color_clusters
