// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/map_layer.h"

#include <cstdint>
#include <utility>

#include "core/areas/clean_areas.h"
#include "core/areas/smooth_edges.h"
#include "core/print/narrow_parts.h"
#include "plugin/mapping/dither_clusters.h"

namespace color_clusters {

void tidy_areas(const AreaArguments& arguments, std::span<const Color> centers, int threads,
                const Checkpoint& checkpoint, ClusterMap& map) {
  const CleaningOptions cleaning{
      .smallest_area = static_cast<std::uint32_t>(arguments.smallest_area),
      .threads = threads,
      .checkpoint = checkpoint};
  const SmoothingOptions smoothing{
      .strength = arguments.smooth_edges, .threads = threads, .checkpoint = checkpoint};
  if (cleaning.smallest_area > 1) map = clean_areas(std::move(map), centers, cleaning);
  const NarrowPartsOptions narrow{
      .minimum_width = arguments.minimum_width, .threads = threads, .checkpoint = checkpoint};
  if (smoothing.strength == 0 && narrow.minimum_width <= 1) return;
  if (smoothing.strength > 0) map = smooth_edges(std::move(map), smoothing);
  if (narrow.minimum_width > 1) map = dissolve_narrow_parts(std::move(map), centers, narrow);
  // Both can cut what is thin in two. Cleaning makes nothing narrower: what stays only grows.
  if (cleaning.smallest_area > 1) map = clean_areas(std::move(map), centers, cleaning);
}

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
    tidy_areas(areas, colors.centers, threads, progress.checkpoint, map);
  }
  return count_map(pixels, std::move(map), colors.centers.size(), use, threads,
                   progress.checkpoint);
}

}  // namespace color_clusters
