// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/morton.h"

#include <algorithm>
#include <limits>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "core/color/byte_color.h"

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

TEST(Morton, IndicesOfFloatsAreThoseOfTheBytesTheyAreRoundedTo) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();
  const std::vector<float> values{
      0.0F,    0.4999F / 255, 0.5F / 255, 0.3F,    0.7311F,  254.4999F / 255, 254.51F / 255, 1.0F,
      1.0019F, -0.0019F,      1.002F,     -0.002F, infinity, -infinity,       not_a_number,  1e9F};
  std::vector<float> rgba;
  for (std::size_t i = 0; i < 101; ++i) {
    // Mostly ordinary colors, and each value in each channel.
    for (std::size_t c = 0; c < 4; ++c) {
      const bool any = i % 7 == c || c == 3;
      rgba.push_back(values[(i * i + 5 * c) % (any ? values.size() : 10)]);
    }
  }
  for (std::size_t count = 0; count <= 101; ++count) {
    constexpr std::uint32_t untouched = 7;
    std::vector<std::uint32_t> indices(count + 1, untouched);
    morton_indices(std::span<const float>(rgba).first(4 * count), indices.data());
    for (std::size_t i = 0; i < count; ++i) {
      const Color color{rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2]};
      const auto [r, g, b] = to_bytes(color);
      const bool has_index =
          std::ranges::all_of(color, [](float v) { return v > -0.00195F && v < 1.00195F; });
      ASSERT_EQ(indices[i], has_index ? morton_index(r, g, b) : no_morton_index) << i;
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
