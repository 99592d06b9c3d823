// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/output/layer_group.h"

#include <cstddef>
#include <utility>

#include "plugin/gimp/layers_in.h"
#include "plugin/glib/owned.h"

namespace color_clusters {

LayerGroup::LayerGroup(const SourceLayer& source, const std::string& name)
    : target_(source.image()), image_(new_similar_image(source.image())) {
  NewLayer group(GIMP_LAYER(gimp_group_layer_new(image_.get(), name.c_str())));
  if (!group || !gimp_image_insert_layer(image_.get(), group.get(), nullptr, 0)) {
    throw layer_error();
  }
  group_ = group.release();
}

GimpLayer* LayerGroup::add(NewLayer layer) {
  if (!gimp_image_insert_layer(image_.get(), layer.get(), group_, size_)) throw layer_error();
  ++size_;
  return layer.release();
}

GimpLayer* LayerGroup::add_group(const std::string& name) {
  NewLayer inner(GIMP_LAYER(gimp_group_layer_new(image_.get(), name.c_str())));
  if (!inner) throw layer_error();
  return add(std::move(inner));
}

NewLayer LayerGroup::finish() const {
  // GIMP draws a group that it copies, as long as anything of it is visible.
  std::vector<gboolean> visible;
  for (GimpLayer* const layer : layers_in(group_)) {
    visible.push_back(gimp_item_get_visible(GIMP_ITEM(layer)));
    gimp_item_set_visible(GIMP_ITEM(layer), FALSE);
  }
  NewLayer copy(gimp_layer_new_from_drawable(GIMP_DRAWABLE(group_), target_));
  if (!copy) throw layer_error();
  // A copy for another image is called after what it was copied from.
  const OwnedString name(gimp_item_get_name(GIMP_ITEM(group_)));
  gimp_item_set_name(GIMP_ITEM(copy.get()), name.get());
  std::size_t number = 0;
  for (GimpLayer* const layer : layers_in(copy.get())) {
    gimp_item_set_visible(GIMP_ITEM(layer), visible[number++]);
  }
  return copy;
}

}  // namespace color_clusters
