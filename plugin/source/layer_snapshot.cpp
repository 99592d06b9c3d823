// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/source/layer_snapshot.h"

#include <algorithm>
#include <cstdint>

#include "plugin/gimp/drawable_place.h"
#include "plugin/gimp/layers_in.h"
#include "plugin/gimp/selection_bounds.h"
#include "plugin/glib/owned.h"
#include "plugin/source/merged_copy.h"

namespace color_clusters {
namespace {

constexpr int thumbnail_size = 64;
/// Of how many layers is asked at each change of a control: GIMP is asked a dozen times for each.
constexpr std::size_t states_at_once = 8;

/// Where an item is in the tree of an image's layers: its position in each group from the top.
/// Empty for one that does not exist any more.
std::vector<int> path_of(GimpImage* image, GimpItem* item) {
  std::vector<int> path;
  if (!gimp_item_is_valid(item)) return path;
  for (; item != nullptr; item = gimp_item_get_parent(item)) {
    path.insert(path.begin(), gimp_image_get_item_position(image, item));
  }
  return path;
}

using Paths = std::vector<std::vector<int>>;

Paths paths_of(GimpImage* image, const std::vector<GimpLayer*>& layers) {
  Paths paths;
  paths.reserve(layers.size());
  for (GimpLayer* const layer : layers) paths.push_back(path_of(image, GIMP_ITEM(layer)));
  return paths;
}

/// Whether one of these layers is at another place now. One that was deleted is at none.
bool have_moved(const Paths& before, const Paths& now) {
  return !std::ranges::equal(
      before, now, [](const auto& then, const auto& path) { return path.empty() || path == then; });
}

/// The layer at that place, or null.
GimpLayer* layer_at(GimpImage* image, const std::vector<int>& path) {
  GimpLayer* layer = nullptr;
  for (const int position : path) {
    const std::vector<GimpLayer*> layers = layer == nullptr ? layers_in(image) : layers_in(layer);
    if (position < 0 || static_cast<std::size_t>(position) >= layers.size()) return nullptr;
    layer = layers[static_cast<std::size_t>(position)];
  }
  return layer;
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

namespace {

bool contains(const std::vector<GimpLayer*>& layers, GimpLayer* layer) {
  return std::ranges::find(layers, layer) != layers.end();
}

bool lies_in(GimpLayer* layer, GimpLayer* group) {
  GimpItem* item = GIMP_ITEM(layer);
  for (; item != nullptr; item = gimp_item_get_parent(item)) {
    if (item == GIMP_ITEM(group)) return true;
  }
  return false;
}

/// Makes these layers and the groups they lie in the only ones to be seen. What is in a layer that
/// is a group stays as it is.
void show_only(const std::vector<GimpLayer*>& shown, const std::vector<GimpLayer*>& layers) {
  for (GimpLayer* const layer : layers) {
    const bool leads_there =
        std::ranges::any_of(shown, [&](GimpLayer* other) { return lies_in(other, layer); });
    gimp_item_set_visible(GIMP_ITEM(layer), leads_there ? TRUE : FALSE);
    if (leads_there && !contains(shown, layer)) show_only(shown, layers_in(layer));
  }
}

/// The groups that these layers lie in.
std::vector<GimpLayer*> groups_around(const std::vector<GimpLayer*>& layers) {
  std::vector<GimpLayer*> groups;
  for (GimpLayer* const layer : layers) {
    GimpItem* group = gimp_item_get_parent(GIMP_ITEM(layer));
    for (; group != nullptr && !contains(groups, GIMP_LAYER(group));
         group = gimp_item_get_parent(group)) {
      groups.push_back(GIMP_LAYER(group));
    }
  }
  return groups;
}

std::vector<unsigned char> bytes_of(GBytes* bytes) {
  const OwnedBytes owned(bytes);
  if (bytes == nullptr) return {};
  gsize size = 0;
  const auto* const data = static_cast<const unsigned char*>(g_bytes_get_data(bytes, &size));
  return {data, data + size};
}

}  // namespace

LayerSnapshot::LayerSnapshot(GimpImage* image, GimpDrawable** drawables, bool is_merged)
    : image_(image), is_merged_(is_merged) {
  if (!is_merged) layers_ = check_layers(image, drawables);
  image_state_ = image_state(true);
  if (layers_.size() > 1) groups_ = groups_around(layers_);
  order_ = order();
  for (std::size_t i = 0; i < layers_.size() + groups_.size(); ++i) {
    states_.push_back(state(i, true));
  }
  if (layers_.size() == 1 && is_seen_alone(layers_.front())) {
    copy_layer();
    return;
  }
  const std::vector<std::vector<int>> paths = copy_image();
  if (is_merged) {
    sources_.push_back(merged_source(copy_.get(), ""));
    return;
  }
  std::vector<GimpLayer*> same;
  for (const std::vector<int>& path : paths) {
    same.push_back(layer_at(copy_.get(), path));
    if (same.back() == nullptr) throw layer_gone_error();
    sources_.push_back(std::make_unique<const SourceLayer>(copy_.get(), same.back()));
  }
  if (same.size() > 1) show_together(same);
}

bool LayerSnapshot::is_seen_alone(GimpLayer* layer) const {
  return gimp_image_get_base_type(image_) != GIMP_INDEXED && !GIMP_IS_GROUP_LAYER(layer) &&
         count_filters(GIMP_DRAWABLE(layer)) == 0 && gimp_selection_is_empty(image_);
}

void LayerSnapshot::copy_layer() {
  copy_ = new_similar_image(image_);
  GimpLayer* const layer = insert_copy(layers_.front(), copy_.get());
  if (layer == nullptr) throw layer_gone_error();
  sources_.push_back(std::make_unique<const SourceLayer>(copy_.get(), layer));
}

std::vector<std::vector<int>> LayerSnapshot::copy_image() {
  // While the copy is made, layers can be moved, or deleted: then they are still in it.
  Paths paths;
  do {
    paths = paths_of(image_, layers_);
    copy_.reset(gimp_image_duplicate(image_));
    if (!copy_) throw layer_gone_error();
  } while (have_moved(paths, paths_of(image_, layers_)));
  return paths;
}

void LayerSnapshot::show_together(const std::vector<GimpLayer*>& layers) {
  show_only(layers, layers_in(copy_.get()));
  GeglRectangle part = place_of(sources_);
  const GeglRectangle canvas = {0, 0, gimp_image_get_width(copy_.get()),
                                gimp_image_get_height(copy_.get())};
  const bool is_seen = gegl_rectangle_intersect(&part, &part, &canvas) != FALSE;
  together_ = merged_source(copy_.get(), "", is_seen ? part : canvas);
}

std::vector<LayerSnapshot::Place> LayerSnapshot::order() const {
  std::vector<Place> places;
  if (layers_.size() < 2) return places;
  for (GimpLayer* const layer : layers_from_the_top(image_)) {
    if (contains(layers_, layer) || contains(groups_, layer)) {
      places.push_back({layer, gimp_item_get_parent(GIMP_ITEM(layer))});
    }
  }
  return places;
}

void LayerSnapshot::check_existence(const std::vector<Place>& places) const {
  for (GimpLayer* const layer : layers_) {
    // One question to GIMP for all of several layers.
    const bool exists = layers_.size() > 1
                            ? std::ranges::find(places, layer, &Place::layer) != places.end()
                            : gimp_item_is_valid(GIMP_ITEM(layer)) &&
                                  gimp_item_get_image(GIMP_ITEM(layer)) == image_;
    if (!exists) throw layer_gone_error();
  }
}

bool LayerSnapshot::has_changed(bool looks) {
  if (!gimp_image_is_valid(image_)) throw layer_gone_error();
  const std::vector<Place> places = order();
  check_existence(places);
  ImageState image = image_state(looks);
  if (!looks) image.thumbnail = image_state_.thumbnail;
  if (image != image_state_ || places != order_) return true;
  const std::size_t count = looks ? states_.size() : std::min(states_.size(), states_at_once);
  for (std::size_t n = 0; n < count; ++n) {
    const std::size_t i = next_++ % states_.size();
    State now = state(i, looks);
    if (!looks) now.thumbnail = states_[i].thumbnail;
    if (now != states_[i]) return true;
  }
  return false;
}

LayerSnapshot::ImageState LayerSnapshot::image_state(bool looks) const {
  ImageState now;
  now.image = {gimp_image_get_width(image_), gimp_image_get_height(image_),
               static_cast<int>(gimp_image_get_base_type(image_)),
               static_cast<int>(gimp_image_get_precision(image_))};
  const GeglRectangle selection = selection_bounds(image_);
  now.selection = {selection.x, selection.y, selection.width, selection.height};
  if (!looks || !is_merged_) return now;
  int width = thumbnail_size;
  int height = thumbnail_size;
  int bytes = 0;
  now.thumbnail = bytes_of(gimp_image_get_thumbnail_data(image_, &width, &height, &bytes));
  return now;
}

LayerSnapshot::State LayerSnapshot::state(std::size_t index, bool looks) const {
  const bool is_group = index >= layers_.size();
  GimpLayer* const layer = is_group ? groups_[index - layers_.size()] : layers_[index];
  GimpDrawable* const drawable = GIMP_DRAWABLE(layer);
  State now;
  if (layers_.size() > 1) {
    now.opacity = gimp_layer_get_opacity(layer);
    now.blending = {static_cast<int>(gimp_layer_get_mode(layer)),
                    static_cast<int>(gimp_layer_get_composite_mode(layer)),
                    static_cast<int>(gimp_layer_get_blend_space(layer)),
                    static_cast<int>(gimp_layer_get_composite_space(layer))};
  }
  now.filters = count_filters(drawable);
  now.has_mask = gimp_layer_get_mask(layer) != nullptr;
  // A group that is around a layer has other layers, too.
  if (is_group) return now;
  const GeglRectangle place = place_of(drawable);
  now.layer = {place.width,
               place.height,
               place.x,
               place.y,
               static_cast<int>(gimp_drawable_type(drawable)),
               gimp_layer_get_apply_mask(layer)};
  if (!looks || !can_have_thumbnail(drawable, thumbnail_size)) return now;
  int width = thumbnail_size;
  int height = thumbnail_size;
  int bytes = 0;
  now.thumbnail = bytes_of(gimp_drawable_get_thumbnail_data(
      drawable, thumbnail_size, thumbnail_size, &width, &height, &bytes));
  return now;
}

}  // namespace color_clusters
