// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/smooth_outlines.h"
#include "tests/core/print/near_border.h"
#include "tests/fuzz/fuzz_map.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  const int width = 1 + input.byte() % 20;
  const ClusterMap map = input.map();
  const auto draw = [&](int threads, int first, int end) {
    return draw_smooth_outlines(map, {.width = width, .threads = threads}, first, end);
  };
  const std::vector<std::uint8_t> lines = draw(1, 0, map.height);
  require(lines.size() == map.clusters.size());
  require(draw(3, 0, map.height) == lines);
  // All that is drawn is near a border. To look at each pixel would take too long.
  for (std::size_t i = 0; i < lines.size(); i += 1 + lines.size() / 500) {
    const int x = static_cast<int>(i) % map.width;
    const int y = static_cast<int>(i) / map.width;
    require(lines[i] == 0 || is_near_border(map, x, y, width / 2.0 + 2.0));
  }
  const int middle = map.height / 2;
  std::vector<std::uint8_t> parts = draw(1, 0, middle);
  const std::vector<std::uint8_t> lower = draw(2, middle, map.height);
  parts.insert(parts.end(), lower.begin(), lower.end());
  require(parts == lines);
  return 0;
}
