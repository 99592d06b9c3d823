// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include "plugin/layer_clusters.h"

namespace color_clusters {

/// Deletes a layer that never made it into an image.
struct LayerDelete {
  void operator()(GimpLayer* layer) const { gimp_item_delete(GIMP_ITEM(layer)); }
};
/// A finished layer that belongs to no image yet. Nothing of the image has changed so far.
using NewLayer = std::unique_ptr<GimpLayer, LayerDelete>;

/// The posterized picture of `source`: a layer of the same size, place, type and blending.
NewLayer make_posterized_layer(const SourceLayer& source, const LayerClusters& clusters,
                               const Progress& progress);

/// A bar as wide as the source, at the bottom inside it, with one segment per cluster.
NewLayer make_color_bar_layer(const SourceLayer& source, const LayerClusters& clusters);

/// Inserts both (`color_bar` may be null) above the source in one undo step, and selects the
/// posterized layer.
void insert_layers(const SourceLayer& source, NewLayer posterized, NewLayer color_bar);

}  // namespace color_clusters
