// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/frame/dialog_header.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <glib/gi18n.h>

#include "plugin/gimp/item_name.h"
#include "plugin/glib/owned.h"
#include "plugin/glib/text.h"
#include "plugin/source/layer_snapshot.h"

namespace color_clusters {
namespace {

constexpr int spacing = 6;
constexpr int picture_size = 32;

GtkWidget* name_label(const std::string& name, double size, PangoWeight weight) {
  GtkWidget* const label = gtk_label_new(single_line(name).c_str());
  PangoAttrList* const attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_scale_new(size));
  pango_attr_list_insert(attributes, pango_attr_weight_new(weight));
  gtk_label_set_attributes(GTK_LABEL(label), attributes);
  pango_attr_list_unref(attributes);
  gtk_label_set_xalign(GTK_LABEL(label), 0.0F);
  gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_MIDDLE);
  return label;
}

/// The format of the pixels of a thumbnail with that many bytes each, which GIMP does not tell:
/// that of the layer, or of its colormap.
const Babl* thumbnail_format(GimpDrawable* layer, int bytes) {
  const Babl* const format = gimp_drawable_get_format(layer);
  if (format != nullptr && babl_format_is_palette(format) == 0 &&
      babl_format_get_bytes_per_pixel(format) == bytes) {
    return format;
  }
  constexpr std::array names{"Y' u8", "Y'A u8", "R'G'B' u8", "R'G'B'A u8"};
  return bytes >= 1 && bytes <= 4 ? babl_format(names[static_cast<std::size_t>(bytes) - 1])
                                  : nullptr;
}

}  // namespace

// Not gimp_drawable_get_thumbnail: it prints a critical warning when the layer is gone.
Owned<GdkPixbuf> thumbnail_of(GimpDrawable* layer, int width, int height) {
  if (!can_have_thumbnail(layer, std::min(width, height))) return {};
  int bytes = 0;
  const OwnedBytes data(
      gimp_drawable_get_thumbnail_data(layer, width, height, &width, &height, &bytes));
  if (!data) return {};
  gsize size = 0;
  const gconstpointer pixels = g_bytes_get_data(data.get(), &size);
  const gsize count = static_cast<gsize>(width) * static_cast<gsize>(height);
  const Babl* const format = thumbnail_format(layer, bytes);
  if (format == nullptr || count == 0 || size < count * static_cast<gsize>(bytes)) return {};
  std::vector<unsigned char> rgba(4 * count);
  babl_process(babl_fish(format, babl_format("R'G'B'A u8")), pixels, rgba.data(),
               static_cast<long>(count));
  const OwnedBytes copy(g_bytes_new(rgba.data(), rgba.size()));
  return Owned<GdkPixbuf>(
      gdk_pixbuf_new_from_bytes(copy.get(), GDK_COLORSPACE_RGB, TRUE, 8, width, height, 4 * width));
}

GtkWidget* new_dialog_header(GimpImage* image, const std::vector<GimpLayer*>& layers) {
  const auto count = static_cast<unsigned long>(layers.size());
  GtkWidget* const header = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, spacing);
  if (count > 0) {
    const Owned<GdkPixbuf> picture =
        thumbnail_of(GIMP_DRAWABLE(layers.front()), picture_size, picture_size);
    gtk_box_pack_start(GTK_BOX(header), gtk_image_new_from_pixbuf(picture.get()), FALSE, FALSE, 0);
  }
  const OwnedString known_name(gimp_image_get_name(image));
  const std::string image_name = known_name ? known_name.get() : "";
  GtkWidget* const names = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
  if (count > 0) {
    const std::string name = count == 1
                                 ? item_name(GIMP_ITEM(layers.front()))
                                 : format_text(ngettext("%lu layer", "%lu layers", count), count);
    gtk_box_pack_start(GTK_BOX(names), name_label(name, PANGO_SCALE_MEDIUM, PANGO_WEIGHT_BOLD),
                       FALSE, FALSE, 0);
  }
  gtk_box_pack_start(GTK_BOX(names), name_label(image_name, PANGO_SCALE_SMALL, PANGO_WEIGHT_NORMAL),
                     FALSE, FALSE, 0);
  gtk_widget_set_valign(names, GTK_ALIGN_CENTER);
  gtk_box_pack_start(GTK_BOX(header), names, TRUE, TRUE, 0);
  gtk_widget_show_all(header);
  return header;
}

}  // namespace color_clusters
