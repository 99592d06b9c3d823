// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/dialog_header.h"

#include <algorithm>
#include <string>
#include <vector>

#include "plugin/glib/text.h"
#include "plugin/source/layer_snapshot.h"

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

// Not gimp_drawable_get_thumbnail: it complains aloud when there is no such layer any more.
Owned<GdkPixbuf> thumbnail_of(GimpDrawable* layer, int width, int height) {
  if (!can_have_thumbnail(layer, std::min(width, height))) return {};
  int bytes = 0;
  GBytes* const data =
      gimp_drawable_get_thumbnail_data(layer, width, height, &width, &height, &bytes);
  if (data == nullptr) return {};
  Owned<GdkPixbuf> thumbnail;
  gsize size = 0;
  const auto* const pixels = static_cast<const unsigned char*>(g_bytes_get_data(data, &size));
  const gsize count = static_cast<gsize>(width) * static_cast<gsize>(height);
  if (bytes >= 1 && bytes <= 4 && count > 0 && size >= count * static_cast<gsize>(bytes)) {
    const gsize components = static_cast<gsize>(bytes);
    const bool has_alpha = components % 2 == 0;
    std::vector<unsigned char> rgba;
    rgba.reserve(4 * count);
    for (gsize i = 0; i < count; ++i) {
      const unsigned char* const pixel = pixels + i * components;
      const bool is_gray = components < 3;
      for (gsize c = 0; c < 3; ++c) rgba.push_back(pixel[is_gray ? 0 : c]);
      rgba.push_back(has_alpha ? pixel[components - 1] : 255);
    }
    GBytes* const copy = g_bytes_new(rgba.data(), rgba.size());
    thumbnail.reset(
        gdk_pixbuf_new_from_bytes(copy, GDK_COLORSPACE_RGB, TRUE, 8, width, height, 4 * width));
    g_bytes_unref(copy);
  }
  g_bytes_unref(data);
  return thumbnail;
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
