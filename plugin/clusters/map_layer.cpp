// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/map_layer.h"

#include <utility>

#include "plugin/mapping/dither_clusters.h"
#include "plugin/mapping/tidy_areas.h"

namespace color_clusters {

ClusterMap map_layer(const LayerPixels& pixels, const AreaArguments& areas,
                     const DitherArguments& dither, MapOf use, Order order, int threads,
                     const MapProgress& progress, LayerClusters& clusters) {
  CountedMap counted;
  if (dither.is_on()) {
    counted.map = dither_clusters(pixels, clusters.colors, clusters.space, dither.options(threads),
                                  progress.mapping);
  } else {
    const bool is_last = !areas.change_anything();
    counted = map_clusters(pixels, clusters.colors, clusters.space, is_last ? use : MapOf::picture,
                           threads, progress.mapping);
  }
  if (areas.change_anything()) {
    if (progress.tidying) progress.tidying();
    tidy_areas(areas, clusters.colors.centers, threads, counted.map);
  }
  if (changes_map(areas, dither)) {
    counted = count_map(pixels, std::move(counted.map), clusters.shares.size(), use, threads);
  }
  use_shares(std::move(counted.shares), order, counted.map, clusters);
  return std::move(counted.map);
}

}  // namespace color_clusters
