// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/layers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <glib/gi18n.h>

#include "core/color_bar.h"
#include "plugin/error.h"
#include "plugin/pixels/fill_color_bar.h"
#include "plugin/pixels/posterize.h"
#include "plugin/text.h"

namespace color_clusters {
namespace {

// Part of the layer's height: large enough to compare the colors, small enough to leave the picture
// its room.
constexpr double bar_height = 0.08;

Error layer_error() {
  return execution_error(
      _("GIMP could not make a new layer. Check that it is not out of memory or "
        "disk space and try again."));
}

NewLayer new_layer(const SourceLayer& source, const std::string& name, const GeglRectangle& place) {
  // The pixels decide about the type: merging filters can have added alpha, a group always has it.
  const LayerEncoding encoding =
      layer_encoding(gegl_buffer_get_format(source.selected_pixels().buffer));
  const GimpImageType opaque = encoding.is_gray ? GIMP_GRAY_IMAGE : GIMP_RGB_IMAGE;
  const GimpImageType with_alpha = encoding.is_gray ? GIMP_GRAYA_IMAGE : GIMP_RGBA_IMAGE;
  NewLayer layer(gimp_layer_new(source.image(), name.c_str(), place.width, place.height,
                                encoding.has_alpha ? with_alpha : opaque, 100.0,
                                GIMP_LAYER_MODE_NORMAL));
  if (!layer) throw layer_error();
  gimp_layer_set_offsets(layer.get(), place.x, place.y);
  return layer;
}

void copy_blending(GimpLayer* from, GimpLayer* to) {
  gimp_layer_set_opacity(to, gimp_layer_get_opacity(from));
  gimp_layer_set_mode(to, gimp_layer_get_mode(from));
  gimp_layer_set_blend_space(to, gimp_layer_get_blend_space(from));
  gimp_layer_set_composite_space(to, gimp_layer_get_composite_space(from));
  gimp_layer_set_composite_mode(to, gimp_layer_get_composite_mode(from));
}

void copy_mask(const Mask& from, GimpLayer* to) {
  if (from.buffer == nullptr) return;
  GimpLayerMask* const mask = gimp_layer_create_mask(to, GIMP_ADD_MASK_WHITE);
  if (mask == nullptr || !gimp_layer_add_mask(to, mask)) throw layer_error();
  const Owned<GeglBuffer> buffer(gimp_drawable_get_buffer(GIMP_DRAWABLE(mask)));
  gegl_buffer_copy(from.buffer, nullptr, GEGL_ABYSS_NONE, buffer.get(), nullptr);
}

/// The bar lies at the bottom of the part of the layer that the canvas shows, or of the whole layer
/// when it shows nothing of it.
GeglRectangle bar_place(GimpImage* image, const GeglRectangle& layer) {
  const GeglRectangle canvas{0, 0, gimp_image_get_width(image), gimp_image_get_height(image)};
  GeglRectangle place{};
  if (!gegl_rectangle_intersect(&place, &layer, &canvas)) place = layer;
  const int height = std::max(1, static_cast<int>(std::lround(place.height * bar_height)));
  return {place.x, place.y + place.height - height, place.width, height};
}

/// Inserts a layer directly above `below`, in the same group; from then on the image owns it.
GimpLayer* insert_above(GimpLayer* below, NewLayer layer) {
  GimpImage* const image = gimp_item_get_image(GIMP_ITEM(below));
  GimpItem* const parent = gimp_item_get_parent(GIMP_ITEM(below));
  const int position = gimp_image_get_item_position(image, GIMP_ITEM(below));
  if (!gimp_image_insert_layer(image, layer.get(), parent ? GIMP_LAYER(parent) : nullptr,
                               position)) {
    throw layer_error();
  }
  return layer.release();
}

/// All changes of the image while it lives are one undo step.
class UndoGroup {
 public:
  explicit UndoGroup(GimpImage* image) : image_(image) { gimp_image_undo_group_start(image); }
  ~UndoGroup() { gimp_image_undo_group_end(image_); }
  UndoGroup(const UndoGroup&) = delete;
  UndoGroup& operator=(const UndoGroup&) = delete;

 private:
  GimpImage* image_;
};

}  // namespace

NewLayer make_posterized_layer(const SourceLayer& source, const LayerClusters& clusters,
                               const Progress& progress) {
  const int colors = static_cast<int>(clusters.shares.size());
  const std::string name = format_text(ngettext("Posterized (%d color)", "Posterized (%d colors)",
                                                static_cast<unsigned long>(colors)),
                                       colors);
  NewLayer layer = new_layer(source, name, source.place());
  const Owned<GeglBuffer> buffer(gimp_drawable_get_buffer(GIMP_DRAWABLE(layer.get())));
  posterize(source.all_pixels(), buffer.get(), clusters.colors, clusters.space, thread_count(),
            progress);
  copy_blending(source.layer(), layer.get());
  copy_mask(source.all_pixels().layer_mask, layer.get());
  return layer;
}

NewLayer make_color_bar_layer(const SourceLayer& source, const LayerClusters& clusters) {
  const GeglRectangle place = bar_place(source.image(), source.place());
  NewLayer layer = new_layer(source, _("Color bar"), place);
  const Owned<GeglBuffer> buffer(gimp_drawable_get_buffer(GIMP_DRAWABLE(layer.get())));
  fill_color_bar(buffer.get(), clusters.colors.layer, segment_widths(clusters.shares, place.width));
  return layer;
}

void insert_layers(const SourceLayer& source, NewLayer posterized, NewLayer color_bar) {
  const UndoGroup undo_group(source.image());
  GimpLayer* const result = insert_above(source.layer(), std::move(posterized));
  try {
    if (color_bar) insert_above(result, std::move(color_bar));
  } catch (...) {
    gimp_image_remove_layer(source.image(), result);
    throw;
  }
  std::array<const GimpLayer*, 2> selected = {result, nullptr};
  gimp_image_set_selected_layers(source.image(), selected.data());
}

}  // namespace color_clusters
