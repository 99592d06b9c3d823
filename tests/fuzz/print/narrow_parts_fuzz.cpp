// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/narrow_parts.h"
#include "tests/fuzz/fuzz_map.h"

namespace color_clusters {
namespace {

/// Whether a pixel is in a disc of that width that lies inside its cluster; by trying all discs.
bool stays(const ClusterMap& map, int width, int x, int y) {
  const std::uint16_t own = map.clusters[map.index(x, y)];
  const int shift = 1 - width % 2;
  const auto holds = [&](int middle_x, int middle_y) {
    for (int v = 0; v < map.height; ++v) {
      for (int u = 0; u < map.width; ++u) {
        const int dx = 2 * u - middle_x;
        const int dy = 2 * v - middle_y;
        const bool is_near = dx * dx + dy * dy < (width + 1) * (width + 1);
        if (is_near && map.clusters[map.index(u, v)] != own) return false;
      }
    }
    return true;
  };
  for (int j = 0; j < map.height + shift; ++j) {
    for (int i = 0; i < map.width + shift; ++i) {
      const int dx = 2 * x - (2 * i - shift);
      const int dy = 2 * y - (2 * j - shift);
      const bool is_near = dx * dx + dy * dy <= 2 * (width - 1) * (width - 1);
      if (is_near && holds(2 * i - shift, 2 * j - shift)) return true;
    }
  }
  return false;
}

/// Only one of two clusters can change before anything else does.
void check_first(const ClusterMap& map, const ClusterMap& opened, int width, unsigned every) {
  std::vector<std::uint32_t> sizes(8);
  for (const std::uint16_t cluster : map.clusters) {
    if (cluster != no_cluster) ++sizes[cluster];
  }
  std::uint16_t first = no_cluster;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i] > 0 && (first == no_cluster || sizes[i] < sizes[first])) {
      first = static_cast<std::uint16_t>(i);
    }
  }
  for (std::size_t i = every; i < map.clusters.size(); i += 97) {
    if (map.clusters[i] != first) continue;
    const int x = static_cast<int>(i) % map.width;
    const int y = static_cast<int>(i) / map.width;
    // What is taken from it now is never given back.
    if (opened.clusters[i] != first && stays(map, width, x, y)) require(false);
  }
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  const int width = input.byte() % 12;
  const unsigned every = input.byte() % 97U;
  const std::vector<Color> colors = input.colors();
  const ClusterMap map = input.map();
  const ClusterMap opened =
      dissolve_narrow_parts(map, colors, {.minimum_width = width, .threads = 1});
  require(same_places(map, opened));
  require(has_no_other_clusters(opened, map));
  if (width <= 1) require(opened.clusters == map.clusters);
  if (width > 1 && every % 8U == 0) check_first(map, opened, width, every);
  require(dissolve_narrow_parts(map, colors, {.minimum_width = width, .threads = 3}).clusters ==
          opened.clusters);
  return 0;
}
