// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <libgimp/gimp.h>

#include "core/bar_geometry.h"
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

/// A color bar and its place.
struct NewColorBar {
  NewLayer layer;
  BarGeometry geometry;
};

/// The place of the source's color bar. Throws Error when the canvas would get larger than GIMP
/// allows.
BarGeometry bar_geometry(const SourceLayer& source, const BarArguments& arguments);

/// A bar at that place with one segment per cluster.
NewColorBar make_color_bar(const SourceLayer& source, const LayerClusters& clusters,
                           const BarGeometry& geometry);

/// Inserts the layers above the source, enlarges the canvas as far as the bar needs it, all in one
/// undo step, and selects the posterized layer.
void insert_layers(const SourceLayer& source, NewLayer posterized,
                   std::optional<NewColorBar> color_bar);

}  // namespace color_clusters
