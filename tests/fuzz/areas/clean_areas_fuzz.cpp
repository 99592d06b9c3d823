// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/clean_areas.h"
#include "core/areas/connected_areas.h"
#include "tests/fuzz/fuzz_map.h"

namespace color_clusters {
namespace {

/// 4-connected areas may be smaller when they are parts of a thin line; but those that touch none
/// of their cluster at a corner are areas by themselves.
void check_sizes(const ClusterMap& map, std::uint32_t smallest) {
  const ConnectedAreas found = find_connected_areas(map, 1);
  std::vector<bool> may_be_small(found.areas.size(), true);
  for (std::size_t i = 0; i < map.clusters.size(); ++i) {
    if (map.clusters[i] == no_cluster) continue;
    for_neighbors(map, i, [&](std::size_t side) {
      const bool differs = map.clusters[side] != map.clusters[i];
      if (differs && map.clusters[side] != no_cluster) may_be_small[found.area_of[i]] = false;
    });
  }
  const int width = map.width;
  for (int y = 0; y + 1 < map.height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (const int below : {x - 1, x + 1}) {
        if (below < 0 || below >= width) continue;
        const auto i = map.index(x, y);
        const auto corner = map.index(below, y + 1);
        if (map.clusters[i] != map.clusters[corner] || map.clusters[i] == no_cluster) continue;
        if (found.area_of[i] == found.area_of[corner]) continue;
        may_be_small[found.area_of[i]] = may_be_small[found.area_of[corner]] = true;
      }
    }
  }
  for (std::size_t i = 0; i < found.areas.size(); ++i) {
    require(may_be_small[i] || found.areas[i].size >= smallest);
  }
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  const std::uint32_t smallest = input.byte();
  const std::vector<Color> colors = input.colors();
  const ClusterMap map = input.map();
  const ClusterMap cleaned = clean_areas(map, colors, {.smallest_area = smallest, .threads = 1});
  require(same_places(map, cleaned));
  require(has_no_other_clusters(cleaned, map));
  check_sizes(cleaned, smallest);
  require(clean_areas(map, colors, {.smallest_area = smallest, .threads = 3}).clusters ==
          cleaned.clusters);
  return 0;
}
