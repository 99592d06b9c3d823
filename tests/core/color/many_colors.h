// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "core/color/color.h"

namespace color_clusters {

/// Expects that what converts many colors in place, however many, makes of each what `convert`
/// does, to the last bit: of `colors` and some others.
template <typename ConvertAll, typename Convert>
void expect_those_of_each(const ConvertAll& convert_all, const Convert& convert,
                          std::vector<Color> colors = {}) {
  for (int i = 0; i < 200; ++i) {
    const auto step = static_cast<float>(i);
    colors.push_back({step / 150.0F - 0.1F, 1.0F - step / 255.0F, step * step / 4e4F});
  }
  for (const std::size_t count : std::vector<std::size_t>{0, 1, 2, 63, 64, 65, colors.size()}) {
    std::vector<Color> converted = colors;
    convert_all(std::span(converted).first(count));
    for (std::size_t i = 0; i < colors.size(); ++i) {
      const Color expected = i < count ? convert(colors[i]) : colors[i];
      for (std::size_t c = 0; c < 3; ++c) {
        ASSERT_EQ(std::bit_cast<std::uint32_t>(converted[i][c]),
                  std::bit_cast<std::uint32_t>(expected[c]))
            << colors[i][c];
      }
    }
  }
}

}  // namespace color_clusters
