// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/dialog_header.h"

#include <string>

#include "plugin/glib/text.h"

namespace color_clusters {
namespace {

constexpr int spacing = 6;
constexpr int picture_size = 32;

GtkWidget* name_label(const char* name, double size, PangoWeight weight) {
  GtkWidget* const label = gtk_label_new(name != nullptr ? single_line(name).c_str() : "");
  PangoAttrList* const attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_scale_new(size));
  pango_attr_list_insert(attributes, pango_attr_weight_new(weight));
  gtk_label_set_attributes(GTK_LABEL(label), attributes);
  pango_attr_list_unref(attributes);
  gtk_label_set_xalign(GTK_LABEL(label), 0.0F);
  gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_MIDDLE);
  return label;
}

}  // namespace

Owned<GdkPixbuf> thumbnail_of(GimpDrawable* layer, int width, int height) {
  return Owned<GdkPixbuf>(
      gimp_drawable_get_thumbnail(layer, width, height, GIMP_PIXBUF_KEEP_ALPHA));
}

GtkWidget* new_dialog_header(GimpImage* image, GimpDrawable* layer) {
  GtkWidget* const header = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, spacing);
  const Owned<GdkPixbuf> picture = thumbnail_of(layer, picture_size, picture_size);
  gtk_box_pack_start(GTK_BOX(header), gtk_image_new_from_pixbuf(picture.get()), FALSE, FALSE, 0);
  const OwnedString layer_name(gimp_item_get_name(GIMP_ITEM(layer)));
  const OwnedString image_name(gimp_image_get_name(image));
  GtkWidget* const names = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_pack_start(GTK_BOX(names),
                     name_label(layer_name.get(), PANGO_SCALE_MEDIUM, PANGO_WEIGHT_BOLD), FALSE,
                     FALSE, 0);
  gtk_box_pack_start(GTK_BOX(names),
                     name_label(image_name.get(), PANGO_SCALE_SMALL, PANGO_WEIGHT_NORMAL), FALSE,
                     FALSE, 0);
  gtk_widget_set_valign(names, GTK_ALIGN_CENTER);
  gtk_box_pack_start(GTK_BOX(header), names, TRUE, TRUE, 0);
  gtk_widget_show_all(header);
  return header;
}

}  // namespace color_clusters
