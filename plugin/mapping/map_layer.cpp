// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/map_layer.h"

#include <utility>

#include "plugin/mapping/dither_clusters.h"
#include "plugin/mapping/tidy_areas.h"

namespace color_clusters {

CountedMap map_layer(const LayerPixels& pixels, const ClusterColors& colors,
                     const ClusterSpace& space, const AreaArguments& areas,
                     const DitherArguments& dither, MapOf use, int threads,
                     const MapProgress& progress) {
  if (!changes_map(areas, dither)) {
    return map_clusters(pixels, colors, space, use, threads, progress.mapping);
  }
  ClusterMap map =
      dither.is_on()
          ? dither_clusters(pixels, colors, space, dither.options(threads), progress.mapping)
          : map_clusters(pixels, colors, space, MapOf::picture, threads, progress.mapping).map;
  if (areas.change_anything()) {
    if (progress.tidying) progress.tidying();
    tidy_areas(areas, colors.centers, threads, map);
  }
  return count_map(pixels, std::move(map), colors.centers.size(), use, threads);
}

}  // namespace color_clusters
