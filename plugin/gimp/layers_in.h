// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <libgimp/gimp.h>

#include "plugin/glib/owned.h"

namespace color_clusters {

/// The layers of an image that are in no group, the first on top; none of an image that is gone.
inline std::vector<GimpLayer*> layers_in(GimpImage* image) {
  const OwnedMemory<GimpLayer*> top(gimp_image_get_layers(image));
  std::vector<GimpLayer*> layers;
  for (GimpLayer** layer = top.get(); layer != nullptr && *layer != nullptr; ++layer) {
    layers.push_back(*layer);
  }
  return layers;
}

/// Those directly in a group.
inline std::vector<GimpLayer*> layers_in(GimpLayer* group) {
  const OwnedMemory<GimpItem*> items(gimp_item_get_children(GIMP_ITEM(group)));
  std::vector<GimpLayer*> layers;
  for (GimpItem** item = items.get(); item != nullptr && *item != nullptr; ++item) {
    layers.push_back(GIMP_LAYER(*item));
  }
  return layers;
}

}  // namespace color_clusters
