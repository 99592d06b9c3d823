// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/areas/cluster_map.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/output/layers.h"
#include "plugin/source/source_layer.h"

namespace color_clusters {

/// The posterized picture of `source` as a group with one layer for each color of the map, named
/// with color and share, and one with what is not selected. Together they look exactly like the one
/// layer that make_posterized_layer makes. `map` has the clusters of all pixels that are selected
/// and not transparent: see map_masked_pixels.
NewLayer make_color_layers(const SourceLayer& source, const LayerClusters& clusters,
                           const ClusterMap& map, const Progress& progress);

}  // namespace color_clusters
