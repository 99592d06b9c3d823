// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/morton.h"

#include <span>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

TEST(Morton, InterleavesTheBits) {
  EXPECT_EQ(morton_index(0, 0, 0), 0U);
  EXPECT_EQ(morton_index(0, 0, 1), 1U);
  EXPECT_EQ(morton_index(0, 1, 0), 2U);
  EXPECT_EQ(morton_index(1, 0, 0), 4U);
  EXPECT_EQ(morton_index(0, 0, 2), 8U);
  EXPECT_EQ(morton_index(255, 255, 255), 0xffffffU);
}

TEST(Morton, IndicesAreThoseOfThePixelsOneByOne) {
  std::vector<std::uint8_t> rgb;
  for (std::uint32_t i = 0; i < 3 * 101; ++i) rgb.push_back(static_cast<std::uint8_t>(i * i * 7));
  for (std::size_t count = 0; count <= 101; ++count) {
    constexpr std::uint32_t untouched = 0xFFFFFFFFU;
    std::vector<std::uint32_t> indices(count + 1, untouched);
    morton_indices(std::span(rgb).first(3 * count), indices.data());
    for (std::size_t i = 0; i < count; ++i) {
      ASSERT_EQ(indices[i], morton_index(rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]));
    }
    ASSERT_EQ(indices[count], untouched);
  }
}

TEST(Morton, ColorIsTheInverseOfIndex) {
  for (std::uint32_t index = 0; index < 1U << 24U; index += 41) {
    const auto [r, g, b] = morton_color(index);
    ASSERT_EQ(morton_index(r, g, b), index);
  }
}

}  // namespace
}  // namespace color_clusters
