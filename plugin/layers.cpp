// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/layers.h"

#include <array>
#include <utility>

#include <glib/gi18n.h>

#include "core/color_bar.h"
#include "plugin/error.h"
#include "plugin/pixels/fill_color_bar.h"
#include "plugin/pixels/posterize.h"
#include "plugin/text.h"

namespace color_clusters {
namespace {

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
  // The layer can be larger than the mask: what is beyond is hidden.
  GimpLayerMask* const mask = gimp_layer_create_mask(to, GIMP_ADD_MASK_BLACK);
  if (mask == nullptr || !gimp_layer_add_mask(to, mask)) throw layer_error();
  const Owned<GeglBuffer> buffer(gimp_drawable_get_buffer(GIMP_DRAWABLE(mask)));
  const GeglRectangle place = {-from.offset_x, -from.offset_y, gegl_buffer_get_width(from.buffer),
                               gegl_buffer_get_height(from.buffer)};
  gegl_buffer_copy(from.buffer, nullptr, GEGL_ABYSS_NONE, buffer.get(), &place);
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

/// Makes the canvas as large as the bar needs it; layers stay where they are.
void enlarge_canvas(GimpImage* image, const BarGeometry& geometry) {
  if (geometry.canvas_width == gimp_image_get_width(image) &&
      geometry.canvas_height == gimp_image_get_height(image)) {
    return;
  }
  if (!gimp_image_resize(image, geometry.canvas_width, geometry.canvas_height, 0, 0)) {
    throw layer_error();
  }
}

/// Inserts the bar and makes room for it.
void insert_color_bar(GimpLayer* below, NewColorBar bar) {
  GimpImage* const image = gimp_item_get_image(GIMP_ITEM(below));
  GimpLayer* const layer = insert_above(below, std::move(bar.layer));
  try {
    enlarge_canvas(image, bar.geometry);
  } catch (...) {
    gimp_image_remove_layer(image, layer);
    throw;
  }
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

BarGeometry bar_geometry(const SourceLayer& source, const BarArguments& arguments) {
  const GeglRectangle& place = source.place();
  const BarGeometry geometry = color_bar_geometry(
      {place.x, place.y, place.width, place.height}, gimp_image_get_width(source.image()),
      gimp_image_get_height(source.image()), {arguments.position, arguments.percent});
  if (geometry.canvas_width > GIMP_MAX_IMAGE_SIZE || geometry.canvas_height > GIMP_MAX_IMAGE_SIZE) {
    throw calling_error(
        _("The image cannot get any larger for the color bar. Choose a place inside the picture, "
          "or scale the image down."));
  }
  return geometry;
}

NewColorBar make_color_bar(const SourceLayer& source, const LayerClusters& clusters,
                           const BarGeometry& geometry) {
  const PixelArea& bar = geometry.bar;
  NewLayer layer = new_layer(source, _("Color bar"), {bar.x, bar.y, bar.width, bar.height});
  const Owned<GeglBuffer> buffer(gimp_drawable_get_buffer(GIMP_DRAWABLE(layer.get())));
  const int length = geometry.is_vertical ? bar.height : bar.width;
  fill_color_bar(buffer.get(), clusters.colors.layer, segment_widths(clusters.shares, length),
                 geometry.is_vertical);
  return {std::move(layer), geometry};
}

void insert_layers(const SourceLayer& source, NewLayer posterized,
                   std::optional<NewColorBar> color_bar) {
  const UndoGroup undo_group(source.image());
  GimpLayer* const result = insert_above(source.layer(), std::move(posterized));
  try {
    if (color_bar) insert_color_bar(result, std::move(*color_bar));
  } catch (...) {
    gimp_image_remove_layer(source.image(), result);
    throw;
  }
  std::array<const GimpLayer*, 2> selected = {result, nullptr};
  gimp_image_set_selected_layers(source.image(), selected.data());
}

}  // namespace color_clusters
