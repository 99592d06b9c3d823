// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/swatch_list.h"

#include <glib/gi18n.h>
#include <libgimp/gimpui.h>

#include "plugin/clusters/cluster_names.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/glib/owned.h"
#include "plugin/glib/text.h"

namespace color_clusters {
namespace {

constexpr int swatch_width = 40;
constexpr int swatch_height = 22;
constexpr int spacing = 6;
constexpr double smallest_share_shown = 0.0005;

const Babl* srgb_format() { return babl_format("R'G'B' float"); }

Owned<GeglColor> gegl_color(const Color& srgb) {
  Owned<GeglColor> color(gegl_color_new(nullptr));
  gegl_color_set_pixel(color.get(), srgb_format(), srgb.data());
  return color;
}

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

}  // namespace

std::string percent_text(double share) {
  // Translators: a share of the picture that is too small to be told; the last % is a percent sign.
  if (share > 0.0 && share < smallest_share_shown) return format_text(_("< %.1f %%"), 0.1);
  // Translators: a share of the picture; the last % is a percent sign.
  return format_text(_("%.1f %%"), 100.0 * share);
}

class SwatchList::Row {
 public:
  Row(SwatchList& list, std::size_t number) : list_(list), number_(number) {
    const Owned<GeglColor> color = gegl_color({});
    button_ = gimp_color_button_new(_("Choose a Color"), swatch_width, swatch_height, color.get(),
                                    GIMP_COLOR_AREA_FLAT);
    gimp_color_button_set_update(GIMP_COLOR_BUTTON(button_), FALSE);
    gtk_widget_set_tooltip_text(
        button_, _("Click to use another color here. It is locked then, and the others are found "
                   "anew around it."));
    hex_ = digits_label(8, 0.0F);
    share_ = digits_label(7, 1.0F);
    lock_ = gtk_toggle_button_new();
    gtk_button_set_relief(GTK_BUTTON(lock_), GTK_RELIEF_NONE);
    icon_ = gtk_image_new();
    gtk_container_add(GTK_CONTAINER(lock_), icon_);
    gtk_widget_set_tooltip_text(lock_, _("Keep this color while the others are found anew"));

    GtkWidget* const box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, spacing);
    gtk_box_pack_start(GTK_BOX(box), button_, FALSE, FALSE, 0);
    gtk_box_pack_start(GTK_BOX(box), hex_, FALSE, FALSE, 0);
    gtk_box_pack_end(GTK_BOX(box), lock_, FALSE, FALSE, 0);
    gtk_box_pack_end(GTK_BOX(box), share_, FALSE, FALSE, 0);
    row_ = gtk_list_box_row_new();
    gtk_widget_set_tooltip_text(row_, _("Click to copy the hexadecimal value"));
    gtk_container_add(GTK_CONTAINER(row_), box);
    gtk_widget_show_all(row_);

    g_signal_connect(button_, "color-changed", G_CALLBACK(color_changed), this);
    g_signal_connect(lock_, "toggled", G_CALLBACK(toggled), this);
    g_signal_connect(row_, "state-flags-changed", G_CALLBACK(state_changed), this);
  }
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;

  [[nodiscard]] GtkWidget* widget() const { return row_; }

  void show(const Swatch& swatch) {
    is_updating_ = true;
    const Owned<GeglColor> color = gegl_color(swatch.color);
    gimp_color_button_set_color(GIMP_COLOR_BUTTON(button_), color.get());
    const std::string hex = hex_name(swatch.color);
    const std::string share = percent_text(swatch.share);
    gtk_label_set_text(GTK_LABEL(hex_), hex.c_str());
    gtk_label_set_text(GTK_LABEL(share_), share.c_str());
    const bool is_locked = swatch.lock != Lock::open;
    gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(lock_), is_locked ? TRUE : FALSE);
    gtk_widget_set_sensitive(lock_, swatch.lock == Lock::fixed ? FALSE : TRUE);
    gtk_widget_set_sensitive(button_, swatch.lock == Lock::fixed ? FALSE : TRUE);
    gtk_image_set_from_icon_name(GTK_IMAGE(icon_),
                                 is_locked ? "changes-prevent-symbolic" : "changes-allow-symbolic",
                                 GTK_ICON_SIZE_BUTTON);
    const std::string name = hex + ", " + share;
    set_name(row_, name);
    set_name(button_, name);
    // Translators: the name of a button; %s is a color and its share.
    set_name(lock_, format_text(_("Lock %s"), name.c_str()));
    is_updating_ = false;
  }

 private:
  static void set_name(GtkWidget* widget, const std::string& name) {
    atk_object_set_name(gtk_widget_get_accessible(widget), name.c_str());
  }

  static void color_changed(GimpColorButton* button, gpointer self) {
    const auto* const row = static_cast<Row*>(self);
    if (row->is_updating_ || !row->list_.on_color) return;
    const Owned<GeglColor> chosen(gimp_color_button_get_color(button));
    Color color{};
    gegl_color_get_pixel(chosen.get(), srgb_format(), color.data());
    row->list_.on_color(row->number_, color);
  }

  static void toggled(GtkToggleButton* lock, gpointer self) {
    const auto* const row = static_cast<Row*>(self);
    if (row->is_updating_ || !row->list_.on_lock) return;
    row->list_.on_lock(row->number_, gtk_toggle_button_get_active(lock) != FALSE);
  }

  /// Tells when the mouse or the focus comes and goes, wherever in the row.
  static void state_changed(GtkWidget* widget, GtkStateFlags, gpointer self) {
    auto* const row = static_cast<Row*>(self);
    constexpr int pointed = GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_FOCUSED;
    const bool is_pointed_at = (gtk_widget_get_state_flags(widget) & pointed) != 0;
    if (is_pointed_at == row->is_pointed_at_) return;
    row->is_pointed_at_ = is_pointed_at;
    if (row->list_.on_point) {
      row->list_.on_point(is_pointed_at ? std::optional(row->number_) : std::nullopt);
    }
  }

  SwatchList& list_;
  std::size_t number_;
  bool is_updating_ = false;
  bool is_pointed_at_ = false;
  GtkWidget* row_ = nullptr;
  GtkWidget* button_ = nullptr;
  GtkWidget* hex_ = nullptr;
  GtkWidget* share_ = nullptr;
  GtkWidget* lock_ = nullptr;
  GtkWidget* icon_ = nullptr;
};

SwatchList::SwatchList()
    : scrolled_(gtk_scrolled_window_new(nullptr, nullptr)), list_(gtk_list_box_new()) {
  gtk_list_box_set_selection_mode(GTK_LIST_BOX(list_), GTK_SELECTION_NONE);
  g_signal_connect(list_, "row-activated", G_CALLBACK(activate), this);
  atk_object_set_name(gtk_widget_get_accessible(list_), _("Colors"));

  gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scrolled_), GTK_POLICY_NEVER,
                                 GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_shadow_type(GTK_SCROLLED_WINDOW(scrolled_), GTK_SHADOW_IN);
  gtk_scrolled_window_set_overlay_scrolling(GTK_SCROLLED_WINDOW(scrolled_), FALSE);
  gtk_widget_set_vexpand(scrolled_, TRUE);
  gtk_container_add(GTK_CONTAINER(scrolled_), list_);
}

SwatchList::~SwatchList() = default;

void SwatchList::show(const std::vector<Swatch>& swatches) {
  while (rows_.size() < swatches.size()) {
    rows_.push_back(std::make_unique<Row>(*this, rows_.size()));
    gtk_container_add(GTK_CONTAINER(list_), rows_.back()->widget());
  }
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    gtk_widget_set_visible(rows_[i]->widget(), i < swatches.size() ? TRUE : FALSE);
    if (i < swatches.size()) rows_[i]->show(swatches[i]);
  }
}

void SwatchList::activate(GtkListBox*, GtkListBoxRow* row, gpointer self) {
  const auto* const swatches = static_cast<SwatchList*>(self);
  if (swatches->on_activate) {
    swatches->on_activate(static_cast<std::size_t>(gtk_list_box_row_get_index(row)));
  }
}

}  // namespace color_clusters
