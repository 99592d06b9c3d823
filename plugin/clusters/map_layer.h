// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/areas/cluster_map.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/mapping/map_arguments.h"
#include "plugin/mapping/map_clusters.h"
#include "plugin/tiles/layer_pixels.h"
#include "plugin/tiles/progress.h"

namespace color_clusters {

/// What is told while a map is made.
struct MapProgress {
  Progress mapping;
  /// Called before areas are tidied.
  std::function<void()> tidying;
};

/// The clusters of all of `pixels`, dithered or tidied as asked for. Gives `clusters` the shares
/// that they have of it and puts both in `order` again. The result does not depend on `threads`.
/// Throws Cancelled when `progress.mapping` asks for it.
ClusterMap map_layer(const LayerPixels& pixels, const AreaArguments& areas,
                     const DitherArguments& dither, MapOf use, Order order, int threads,
                     const MapProgress& progress, LayerClusters& clusters);

}  // namespace color_clusters
