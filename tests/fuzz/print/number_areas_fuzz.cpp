// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "core/areas/connected_areas.h"
#include "core/print/number_areas.h"
#include "tests/fuzz/fuzz_map.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  NumberOptions options{.smallest_font = 0.5 + input.byte() / 32.0};
  options.largest_font = options.smallest_font + input.byte() / 16.0;
  options.border = input.byte() / 64.0;
  options.line_width = input.byte() / 64.0;
  options.hidden = input.byte() % 2 == 0 ? HiddenAreas::dissolve : HiddenAreas::leader_lines;
  options.half_diagonals.assign(8, 0.25 + input.byte() / 256.0);
  const std::vector<Color> colors = input.colors();
  const ClusterMap map = input.map();
  const NumberedAreas result = number_areas(map, colors, options);
  require(same_places(result.map, map) && has_no_other_clusters(result.map, map));
  const ConnectedAreas areas = find_connected_areas(result.map, 1);
  // Each area has a number, or no neighbor.
  std::vector<bool> is_numbered(areas.areas.size());
  std::vector<bool> has_neighbor(areas.areas.size());
  for (const AreaNumber& number : result.numbers) {
    const double x = number.has_line ? number.line_end_x : number.x;
    const double y = number.has_line ? number.line_end_y : number.y;
    const std::uint32_t area = areas.area_of[map.index(static_cast<int>(x), static_cast<int>(y))];
    require(area != ConnectedAreas::no_area && !is_numbered[area]);
    require(areas.areas[area].cluster == number.cluster);
    require(number.font >= options.smallest_font && number.font <= options.largest_font);
    is_numbered[area] = true;
  }
  for (std::size_t i = 0; i < map.clusters.size(); ++i) {
    const std::uint32_t area = areas.area_of[i];
    if (area == ConnectedAreas::no_area) continue;
    for_neighbors(map, i, [&](std::size_t side) {
      const std::uint32_t other = areas.area_of[side];
      if (other != area && other != ConnectedAreas::no_area) has_neighbor[area] = true;
    });
  }
  for (std::size_t area = 0; area < is_numbered.size(); ++area) {
    require(is_numbered[area] || !has_neighbor[area]);
  }
  options.threads = 3;
  const NumberedAreas again = number_areas(map, colors, options);
  require(again.map.clusters == result.map.clusters && again.numbers == result.numbers);
  return 0;
}
