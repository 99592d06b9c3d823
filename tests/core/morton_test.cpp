// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/morton.h"

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

TEST(Morton, ColorIsTheInverseOfIndex) {
  for (std::uint32_t index = 0; index < 1U << 24U; index += 41) {
    const auto [r, g, b] = morton_color(index);
    ASSERT_EQ(morton_index(r, g, b), index);
  }
}

}  // namespace
}  // namespace color_clusters
