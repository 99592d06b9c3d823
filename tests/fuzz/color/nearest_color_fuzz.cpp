// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/color/nearest_color.h"
#include "tests/fuzz/fuzz_colors.h"

namespace color_clusters {
namespace {

std::vector<Color> any_palette(FuzzInput& input) {
  const unsigned kind = input.byte();
  if (kind % 4U == 0) return palette_colors(input);
  std::vector<Color> palette(input.byte() % 64U);
  // Near to each other, but far from 0.
  const float offset = kind % 8U == 1U ? 1e6F : 0.0F;
  for (Color& color : palette) {
    if (kind % 4U == 1U) {
      for (float& value : color) value = offset + static_cast<float>(input.byte()) / 16.0F;
    } else if (kind % 4U == 2U) {
      color = any_color(input);
    } else {
      for (float& value : color) value = any_float(input);
    }
  }
  return palette;
}

void check(const NearestColor& nearest, std::span<const Color> palette, const Color& color) {
  Color point{};
  for (std::size_t c = 0; c < 3; ++c) {
    point[c] = std::isnan(color[c]) ? 0.0F : std::clamp(color[c], -1e18F, 1e18F);
  }
  const std::size_t found = nearest.find(color);
  require(found < palette.size());
  double least = squared_distance(palette[0], point);
  for (const Color& other : palette) least = std::min(least, squared_distance(other, point));
  const double distance = squared_distance(palette[found], point);
  // What is equally far but for rounding counts as equal.
  require(distance <= least * (1.0 + 1e-12));
  for (std::size_t i = 0; i < found; ++i) require(palette[i] != palette[found]);
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  const std::vector<Color> palette = any_palette(input);
  if (palette.empty() || !std::ranges::all_of(palette, is_finite)) {
    require(is_refused([&] { NearestColor{palette}; }));
    return 0;
  }
  const NearestColor nearest(palette);
  std::vector<Color> colors = palette;
  while (input.size() > 0) {
    const Color color = any_color(input);
    const Color& near = palette[input.byte() % palette.size()];
    colors.push_back(color);
    colors.push_back({near[0] + color[0], near[1] - color[1], near[2]});
    colors.push_back({color[0] + near[0] / 2.0F, near[1] / 2.0F, near[2] * 1.5F});
  }
  std::vector<std::uint16_t> all(colors.size());
  nearest.find(colors, all);
  for (std::size_t i = 0; i < colors.size(); ++i) {
    check(nearest, palette, colors[i]);
    require(all[i] == nearest.find(colors[i]));
  }
  return 0;
}
