// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/source/merged_copy.h"

#include <algorithm>
#include <cstdlib>

#include <gegl.h>

#include "plugin/gimp/drawable_place.h"
#include "plugin/gimp/selection_bounds.h"

namespace color_clusters {
namespace {

GimpLayer* merged(GimpLayer* layer) {
  if (GIMP_IS_GROUP_LAYER(layer)) return gimp_group_layer_merge(GIMP_GROUP_LAYER(layer));
  return gimp_drawable_merge_filters(GIMP_DRAWABLE(layer)) ? layer : nullptr;
}

/// Makes the image show the pixels of its layer as they are, wherever it is moved.
void show_plainly(GimpLayer* layer) {
  gimp_item_set_lock_position(GIMP_ITEM(layer), FALSE);
  gimp_layer_set_opacity(layer, 100.0);
  gimp_layer_set_mode(layer, GIMP_LAYER_MODE_NORMAL);
  gimp_item_set_visible(GIMP_ITEM(layer), TRUE);
  if (gimp_layer_get_mask(layer) != nullptr) gimp_layer_set_apply_mask(layer, FALSE);
}

/// The part of an image that a layer, as large as the image, fills with more than nothing.
GeglRectangle filled_part(GimpImage* image, GimpLayer* layer) {
  gimp_image_select_item(image, GIMP_CHANNEL_OP_REPLACE, GIMP_ITEM(layer));
  const GeglRectangle part = selection_bounds(image);
  gimp_selection_none(image);
  return part;
}

/// What `layer`, the only one of `image`, shows with its filters, as a layer at the right place.
/// `merged` is its size when they are merged.
GimpLayer* copy_of_what_shows(GimpImage* image, GimpLayer* layer, const GeglRectangle& merged) {
  const GeglRectangle before = place_of(GIMP_DRAWABLE(layer));
  const int margin_x = std::abs(merged.width - before.width);
  const int margin_y = std::abs(merged.height - before.height);
  show_plainly(layer);
  gimp_layer_set_offsets(layer, margin_x, margin_y);
  gimp_image_resize(image, std::max(before.width, merged.width) + 2 * margin_x,
                    std::max(before.height, merged.height) + 2 * margin_y, 0, 0);
  GimpLayer* const visible = gimp_layer_new_from_visible(image, image, "");
  if (visible == nullptr || !gimp_image_insert_layer(image, visible, nullptr, 0)) return nullptr;
  const GeglRectangle original = {margin_x, margin_y, before.width, before.height};
  GeglRectangle part = filled_part(image, visible);
  gegl_rectangle_bounding_box(&part, &part, &original);
  if (!gimp_layer_resize(visible, part.width, part.height, -part.x, -part.y)) return nullptr;
  gimp_layer_set_offsets(visible, before.x + part.x - margin_x, before.y + part.y - margin_y);
  return visible;
}

}  // namespace

GimpLayer* insert_copy(GimpLayer* layer, GimpImage* image) {
  GimpLayer* const copy = gimp_layer_new_from_drawable(GIMP_DRAWABLE(layer), image);
  return copy != nullptr && gimp_image_insert_layer(image, copy, nullptr, 0) ? copy : nullptr;
}

GimpLayer* merged_copy(GimpLayer* layer, GimpImage* copy) {
  GimpLayer* result = insert_copy(layer, copy);
  if (result == nullptr) return nullptr;
  const GeglRectangle before = place_of(GIMP_DRAWABLE(result));
  result = merged(result);
  if (result == nullptr) return nullptr;
  const GeglRectangle after = place_of(GIMP_DRAWABLE(result));
  if (after.width == before.width && after.height == before.height) return result;
  // GIMP 3.0 does not move a layer that grows to the left or upward, so that its pixels are at the
  // wrong offset; and a layer without alpha that grows is black beyond what the filter draws. The
  // projection of the image has both right.
  gimp_image_remove_layer(copy, result);
  GimpLayer* const again = insert_copy(layer, copy);
  return again != nullptr ? copy_of_what_shows(copy, again, after) : nullptr;
}

}  // namespace color_clusters
