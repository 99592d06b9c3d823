// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>

#include "core/areas/connected_areas.h"
#include "core/areas/label_places.h"
#include "tests/fuzz/fuzz_map.h"

namespace color_clusters {
namespace {

/// The squared distance from a pixel to the nearest that is not of its area, by brute force.
int squared_distance_outside(const ClusterMap& map, const ConnectedAreas& areas, int x, int y) {
  const auto area_at = [&](int u, int v) {
    if (u < 0 || v < 0 || u >= map.width || v >= map.height) return ConnectedAreas::no_area;
    return areas.area_of[map.index(u, v)];
  };
  int least = std::numeric_limits<int>::max();
  for (int v = -1; v <= map.height; ++v) {
    for (int u = -1; u <= map.width; ++u) {
      if (area_at(u, v) == area_at(x, y)) continue;
      least = std::min(least, (u - x) * (u - x) + (v - y) * (v - y));
    }
  }
  return least;
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  const ClusterMap map = input.map();
  const ConnectedAreas areas = find_connected_areas(map, 1);
  const std::vector<LabelPlace> all = find_label_places(map, 1);
  require(all.size() == areas.areas.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const LabelPlace& place = all[i];
    require(areas.area_of[map.index(place.x, place.y)] == i);
    require(place.cluster == areas.areas[i].cluster && place.size == areas.areas[i].size);
    // Brute force for many places would take too long.
    if (i < 8) {
      const int squared = squared_distance_outside(map, areas, place.x, place.y);
      require(place.radius * place.radius > squared - 0.5);
      require(place.radius * place.radius < squared + 0.5);
    }
  }
  require(find_label_places(map, 3) == all);
  return 0;
}
