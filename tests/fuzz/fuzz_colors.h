// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <vector>

#include "core/color.h"
#include "fuzz_map.h"

namespace color_clusters {

/// A color from three bytes: multiples of 1/128 from 0 to 1, which often make points on one line or
/// plane, and other numbers of any size.
inline Color any_color(FuzzInput& input) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  constexpr std::array<float, 16> others{
      -infinity, infinity, std::numeric_limits<float>::quiet_NaN(),
      1e38F,     -1e38F,   1e-40F,
      -1e-4F,    1e-4F,    3e-4F,
      -0.5F,     1.5F,     20.0F,
      -20.0F,    1e6F,     0.33333F,
      0.99999F};
  Color color{};
  for (float& value : color) {
    const std::uint8_t byte = input.byte();
    value = byte <= 128 ? static_cast<float>(byte) / 128.0F : others[byte % others.size()];
  }
  return color;
}

/// 1 to 32 colors from 0 to 1 for a palette; some are equal or on one line.
inline std::vector<Color> palette_colors(FuzzInput& input) {
  std::vector<Color> palette(1U + input.byte() % 32U);
  const unsigned steps = 1U + input.byte() % 64U;
  for (Color& color : palette) {
    for (float& value : color) {
      value = static_cast<float>(input.byte() % (steps + 1U)) / static_cast<float>(steps);
    }
  }
  return palette;
}

}  // namespace color_clusters
