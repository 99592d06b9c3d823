// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/tidy_areas.h"

#include <cstdint>
#include <utility>

#include "core/areas/clean_areas.h"
#include "core/areas/smooth_edges.h"

namespace color_clusters {

void tidy_areas(const AreaArguments& arguments, std::span<const Color> centers, int threads,
                ClusterMap& map) {
  const CleaningOptions cleaning{
      .smallest_area = static_cast<std::uint32_t>(arguments.smallest_area), .threads = threads};
  const SmoothingOptions smoothing{.strength = arguments.smooth_edges, .threads = threads};
  if (cleaning.smallest_area > 1) map = clean_areas(std::move(map), centers, cleaning);
  if (smoothing.strength == 0) return;
  map = smooth_edges(std::move(map), smoothing);
  // Smoothing can cut what is thin in two.
  if (cleaning.smallest_area > 1) map = clean_areas(std::move(map), centers, cleaning);
}

}  // namespace color_clusters
