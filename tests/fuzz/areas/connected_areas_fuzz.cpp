// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/connected_areas.h"
#include "tests/fuzz/fuzz_map.h"

namespace color_clusters {
namespace {

void check_pixels(const ClusterMap& map, const ConnectedAreas& found) {
  std::vector<std::uint32_t> sizes(found.areas.size());
  std::uint32_t known = 0;
  for (std::size_t i = 0; i < map.clusters.size(); ++i) {
    const std::uint32_t number = found.area_of[i];
    require((number == ConnectedAreas::no_area) == (map.clusters[i] == no_cluster));
    if (number == ConnectedAreas::no_area) continue;
    // Areas are in the order of their first pixels.
    require(number <= known && number < found.areas.size());
    if (number == known) ++known;
    ++sizes[number];
    const Area& area = found.areas[number];
    const int x = static_cast<int>(i) % map.width;
    const int y = static_cast<int>(i) / map.width;
    require(area.cluster == map.clusters[i]);
    require(area.left <= x && x < area.right && area.top <= y && y < area.bottom);
    for_neighbors(map, i, [&](std::size_t neighbor) {
      require((found.area_of[neighbor] == number) == (map.clusters[neighbor] == map.clusters[i]));
    });
  }
  require(known == found.areas.size());
  for (std::size_t i = 0; i < sizes.size(); ++i) require(sizes[i] == found.areas[i].size);
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  const ClusterMap map = FuzzInput(data, size).map();
  const ConnectedAreas found = find_connected_areas(map, 1);
  check_pixels(map, found);
  const ConnectedAreas again = find_connected_areas(map, 3);
  require(again.areas == found.areas && again.area_of == found.area_of);
  return 0;
}
