// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/outlines.h"
#include "tests/fuzz/fuzz_map.h"

namespace color_clusters {
namespace {

/// Whether a pixel lies on an outline, by looking at all of them.
bool is_outlined(const ClusterMap& map, int width, int x, int y) {
  for (std::size_t i = 0; i < map.clusters.size(); ++i) {
    const int u = static_cast<int>(i) % map.width;
    const int v = static_cast<int>(i) / map.width;
    bool found = false;
    for_neighbors(map, i, [&](std::size_t side) {
      if (map.clusters[side] <= map.clusters[i]) return;
      // Twice the distances, from the pixel on the lower side or from the ends of the border.
      const auto is_near = [&](int dx, int dy) { return dx * dx + dy * dy < width * width; };
      if (width % 2 == 1) {
        found = found || is_near(2 * (x - u), 2 * (y - v));
        return;
      }
      const int middle_x = u + static_cast<int>(side) % map.width;
      const int middle_y = v + static_cast<int>(side) / map.width;
      const int across = middle_y == 2 * v ? 0 : 1;
      const int down = 1 - across;
      for (const int end : {-1, 1}) {
        found = found || is_near(2 * x - middle_x + end * across, 2 * y - middle_y + end * down);
      }
    });
    if (found) return true;
  }
  return false;
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  const int width = 1 + input.byte() % 20;
  const unsigned first = input.byte();
  const ClusterMap map = input.map();
  const std::vector<std::uint8_t> lines = draw_outlines(map, {.width = width, .threads = 1});
  require(lines.size() == map.clusters.size());
  for (std::size_t i = first; i < lines.size(); i += 311) {
    const int x = static_cast<int>(i) % map.width;
    const int y = static_cast<int>(i) / map.width;
    require((lines[i] == 1) == is_outlined(map, width, x, y));
  }
  require(draw_outlines(map, {.width = width, .threads = 3}) == lines);
  return 0;
}
