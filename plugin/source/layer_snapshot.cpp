// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/source/layer_snapshot.h"

#include <algorithm>
#include <cstdint>

#include "plugin/gimp/selection_bounds.h"
#include "plugin/glib/owned.h"

namespace color_clusters {
namespace {

constexpr int thumbnail_size = 64;

/// Where an item is in the tree of an image's layers: its position in each group from the top.
std::vector<int> path_of(GimpImage* image, GimpItem* item) {
  std::vector<int> path;
  for (; item != nullptr; item = gimp_item_get_parent(item)) {
    path.insert(path.begin(), gimp_image_get_item_position(image, item));
  }
  return path;
}

/// The layer at that place, or null.
GimpLayer* layer_at(GimpImage* image, const std::vector<int>& path) {
  GimpItem* item = nullptr;
  for (const int position : path) {
    const OwnedMemory<GimpItem*> items(
        item == nullptr ? reinterpret_cast<GimpItem**>(gimp_image_get_layers(image))
                        : gimp_item_get_children(item));
    GimpItem** const all = items.get();
    int count = 0;
    while (all != nullptr && all[count] != nullptr) ++count;
    if (position < 0 || position >= count) return nullptr;
    item = all[position];
  }
  return item != nullptr && GIMP_IS_LAYER(item) ? GIMP_LAYER(item) : nullptr;
}

int count_filters(GimpDrawable* drawable) {
  const OwnedMemory<GimpDrawableFilter*> filters(gimp_drawable_get_filters(drawable));
  int count = 0;
  while (filters && filters.get()[count] != nullptr) ++count;
  return count;
}

}  // namespace

bool can_have_thumbnail(GimpDrawable* layer, int size) {
  const auto [shorter, longer] =
      std::minmax({gimp_drawable_get_width(layer), gimp_drawable_get_height(layer)});
  return static_cast<std::int64_t>(shorter) * size >= longer;
}

LayerSnapshot::LayerSnapshot(GimpImage* image, GimpDrawable** drawables)
    : image_(image), drawables_(drawables) {
  GimpLayer* const layer = check_layer(image, drawables);
  state_ = state(true);
  const std::vector<int> path = path_of(image, GIMP_ITEM(layer));
  copy_.reset(gimp_image_duplicate(image));
  GimpLayer* const same = copy_ ? layer_at(copy_.get(), path) : nullptr;
  if (same == nullptr) throw layer_gone_error();
  std::array<GimpDrawable*, 2> only{GIMP_DRAWABLE(same), nullptr};
  source_ = std::make_unique<SourceLayer>(copy_.get(), only.data());
}

bool LayerSnapshot::has_changed(bool looks) const {
  if (!gimp_image_is_valid(image_) || !gimp_item_is_valid(GIMP_ITEM(drawables_[0])) ||
      gimp_item_get_image(GIMP_ITEM(drawables_[0])) != image_) {
    throw layer_gone_error();
  }
  State now = state(looks);
  if (!looks) now.thumbnail = state_.thumbnail;
  return now != state_;
}

LayerSnapshot::State LayerSnapshot::state(bool looks) const {
  GimpDrawable* const layer = drawables_[0];
  State now;
  int x = 0;
  int y = 0;
  gimp_drawable_get_offsets(layer, &x, &y);
  now.layer = {gimp_drawable_get_width(layer),
               gimp_drawable_get_height(layer),
               x,
               y,
               static_cast<int>(gimp_drawable_type(layer)),
               GIMP_IS_LAYER(layer) ? gimp_layer_get_apply_mask(GIMP_LAYER(layer)) : 0};
  now.image = {gimp_image_get_width(image_), gimp_image_get_height(image_),
               static_cast<int>(gimp_image_get_base_type(image_)),
               static_cast<int>(gimp_image_get_precision(image_))};
  const GeglRectangle selection = selection_bounds(image_);
  now.selection = {selection.x, selection.y, selection.width, selection.height};
  now.filters = count_filters(layer);
  now.has_mask = GIMP_IS_LAYER(layer) && gimp_layer_get_mask(GIMP_LAYER(layer)) != nullptr;
  if (!looks || !can_have_thumbnail(layer, thumbnail_size)) return now;
  int width = thumbnail_size;
  int height = thumbnail_size;
  int bytes = 0;
  const OwnedBytes thumbnail(gimp_drawable_get_thumbnail_data(layer, thumbnail_size, thumbnail_size,
                                                              &width, &height, &bytes));
  if (!thumbnail) return now;
  gsize size = 0;
  const auto* const data =
      static_cast<const unsigned char*>(g_bytes_get_data(thumbnail.get(), &size));
  now.thumbnail.assign(data, data + size);
  return now;
}

}  // namespace color_clusters
