// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/areas/cluster_map.h"
#include "core/base/checkpoint.h"
#include "plugin/mapping/cluster_colors.h"
#include "plugin/tiles/bands.h"
#include "plugin/tiles/layer_pixels.h"

namespace color_clusters {

/// What a map is for: a picture has a cluster for each pixel that is seen; a film, which has no
/// tones, prints only where at least half of the pixel is there.
enum class MapOf { picture, films };

/// The clusters of pixels, and the share that each cluster has of them, with the weights by which
/// pixels are counted; sum 1, or all 0 if nothing counts. Shares are those of all pixels, also of
/// those that are too light to print.
struct CountedMap {
  ClusterMap map;
  std::vector<double> shares;
  /// The clusters' weights, in units that are the same for all layers.
  std::vector<std::uint64_t> weights;
};

/// The shares of the clusters in several maps together.
std::vector<double> shares_of(std::span<const CountedMap> maps);

/// The nearest cluster of each pixel of `pixels.area`, or `no_cluster` where nothing of it is seen
/// (alpha times selection times layer mask is 0). The result does not depend on `threads`. Throws
/// Cancelled when `progress` asks for it.
CountedMap map_clusters(const LayerPixels& pixels, const ClusterColors& colors,
                        const ClusterSpace& space, MapOf use, int threads,
                        const Progress& progress);

/// Counts a map of `pixels.area` that was made or changed in another way, with `clusters` clusters.
CountedMap count_map(const LayerPixels& pixels, ClusterMap map, std::size_t clusters, MapOf use,
                     int threads, const Checkpoint& checkpoint = {});

/// The shares of map_clusters in one or more layers, without the maps.
std::vector<double> shares_of_nearest(std::span<const LayerPixels> layers,
                                      const ClusterColors& colors, const ClusterSpace& space,
                                      int threads);
inline std::vector<double> shares_of_nearest(const LayerPixels& pixels, const ClusterColors& colors,
                                             const ClusterSpace& space, int threads) {
  return shares_of_nearest(std::span(&pixels, 1), colors, space, threads);
}

/// Gives the pixels that are selected and not transparent, but hidden by the layer mask, their
/// nearest clusters: they play no part in areas, but are painted like others.
void map_masked_pixels(const LayerPixels& pixels, const ClusterColors& colors,
                       const ClusterSpace& space, int threads, ClusterMap& map);

}  // namespace color_clusters
