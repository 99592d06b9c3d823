// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <random>
#include <vector>

#include "core/color/color.h"

namespace color_clusters {

/// Colors whose coordinates lie between `low` and `high`.
inline std::vector<Color> random_colors(std::size_t count, float low, float high, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> value(low, high);
  std::vector<Color> colors(count);
  for (Color& color : colors) color = {value(random), value(random), value(random)};
  return colors;
}

}  // namespace color_clusters
