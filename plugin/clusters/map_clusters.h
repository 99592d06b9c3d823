// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/areas/cluster_map.h"
#include "plugin/clusters/cluster_colors.h"
#include "plugin/pixels/bands.h"
#include "plugin/pixels/layer_pixels.h"

namespace color_clusters {

/// The nearest cluster of each pixel of `pixels.area`, or `no_cluster` where the pixel's weight
/// (alpha times selection times layer mask, 0 … 1) is 0 or less than `least_weight`. The result
/// does not depend on `threads`. Throws Cancelled when `progress` asks for it.
ClusterMap map_clusters(const LayerPixels& pixels, const ClusterColors& colors,
                        const ClusterSpace& space, double least_weight, int threads,
                        const Progress& progress);

/// Takes out of a map of `pixels.area` the pixels with less weight than that.
void drop_light_pixels(const LayerPixels& pixels, double least_weight, int threads,
                       ClusterMap& map);

/// The share of each of `clusters` clusters in a map of `pixels.area`, each pixel counted with its
/// weight; sum 1, or all 0 if nothing counts.
std::vector<double> shares_of_map(const LayerPixels& pixels, const ClusterMap& map,
                                  std::size_t clusters, int threads);

}  // namespace color_clusters
