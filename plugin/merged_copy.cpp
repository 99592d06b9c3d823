// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/merged_copy.h"

#include <algorithm>
#include <cstdlib>

#include <gegl.h>

#include "plugin/owned.h"

namespace color_clusters {
namespace {

GeglRectangle place_of(GimpLayer* layer) {
  GeglRectangle place = {0, 0, gimp_drawable_get_width(GIMP_DRAWABLE(layer)),
                         gimp_drawable_get_height(GIMP_DRAWABLE(layer))};
  gimp_drawable_get_offsets(GIMP_DRAWABLE(layer), &place.x, &place.y);
  return place;
}

GimpLayer* merged(GimpLayer* layer) {
  if (GIMP_IS_GROUP_LAYER(layer)) return gimp_group_layer_merge(GIMP_GROUP_LAYER(layer));
  return gimp_drawable_merge_filters(GIMP_DRAWABLE(layer)) ? layer : nullptr;
}

/// Makes the image show the pixels of its layer as they are.
void show_plainly(GimpLayer* layer) {
  gimp_layer_set_opacity(layer, 100.0);
  gimp_layer_set_mode(layer, GIMP_LAYER_MODE_NORMAL);
  gimp_item_set_visible(GIMP_ITEM(layer), TRUE);
  if (gimp_layer_get_mask(layer) != nullptr) gimp_layer_set_apply_mask(layer, FALSE);
}

/// The part of an image that a layer, as large as the image, fills with more than nothing.
GeglRectangle filled_part(GimpImage* image, GimpLayer* layer) {
  gimp_image_select_item(image, GIMP_CHANNEL_OP_REPLACE, GIMP_ITEM(layer));
  gboolean non_empty = FALSE;
  int x1 = 0;
  int y1 = 0;
  int x2 = 0;
  int y2 = 0;
  gimp_selection_bounds(image, &non_empty, &x1, &y1, &x2, &y2);
  gimp_selection_none(image);
  return non_empty ? GeglRectangle{x1, y1, x2 - x1, y2 - y1} : GeglRectangle{};
}

/// What `layer`, the only one of `image`, shows, as a layer at the right place. `before` is where it
/// was before its filters were merged.
GimpLayer* copy_of_what_shows(GimpImage* image, GimpLayer* layer, const GeglRectangle& before) {
  const GeglRectangle after = place_of(layer);
  const int margin_x = std::abs(after.width - before.width);
  const int margin_y = std::abs(after.height - before.height);
  show_plainly(layer);
  gimp_layer_set_offsets(layer, margin_x, margin_y);
  gimp_image_resize(image, std::max(before.width, after.width) + 2 * margin_x,
                    std::max(before.height, after.height) + 2 * margin_y, 0, 0);
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

GimpLayer* merged_copy(GimpImage* image, GimpLayer* layer, GimpImage* copy) {
  gimp_image_undo_disable(copy);
  if (GimpColorProfile* const profile = gimp_image_get_color_profile(image)) {
    const Owned<GimpColorProfile> owned(profile);
    gimp_image_set_color_profile(copy, profile);
  }
  GimpLayer* const copied = gimp_layer_new_from_drawable(GIMP_DRAWABLE(layer), copy);
  if (copied == nullptr || !gimp_image_insert_layer(copy, copied, nullptr, 0)) return nullptr;
  const GeglRectangle before = place_of(copied);
  GimpLayer* const result = merged(copied);
  if (result == nullptr) return nullptr;
  const GeglRectangle after = place_of(result);
  const bool has_grown = after.width != before.width || after.height != before.height;
  const bool has_moved = after.x != before.x || after.y != before.y;
  // GIMP 3.0 does not move a layer that grows to the left or upward, and hands its pixels out from the
  // wrong place on; but its image shows it right.
  return has_grown && !has_moved ? copy_of_what_shows(copy, result, before) : result;
}

}  // namespace color_clusters
