// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/outlines.h"
#include "core/print/smooth_outlines.h"
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
  // All that is drawn is near a border: within half the width and a pixel and a half.
  const int around = std::min((width + 4) / 2 * 2, 20);
  const std::vector<std::uint8_t> wide = draw_outlines(map, {.width = around});
  for (std::size_t i = 0; width <= 16 && i < lines.size(); ++i) {
    require(lines[i] == 0 || wide[i] == 1);
  }
  const int middle = map.height / 2;
  std::vector<std::uint8_t> parts = draw(1, 0, middle);
  const std::vector<std::uint8_t> lower = draw(2, middle, map.height);
  parts.insert(parts.end(), lower.begin(), lower.end());
  require(parts == lines);
  return 0;
}
