// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "plugin/mapping/map_layer.h"

namespace color_clusters {
namespace {

const std::vector<Color> centers{{0, 0, 0}, {1, 1, 1}};

/// White, with a black rectangle.
ClusterMap with_rectangle(int x, int y, int width, int height) {
  ClusterMap map{.clusters = ClusterMap::Clusters(40UL * 40UL, 1), .width = 40, .height = 40};
  for (int row = y; row < y + height; ++row) {
    for (int column = x; column < x + width; ++column) map.clusters[map.index(column, row)] = 0;
  }
  return map;
}

std::size_t black_pixels(ClusterMap map, const AreaArguments& areas) {
  tidy_areas(areas, centers, 2, {}, map);
  return static_cast<std::size_t>(std::ranges::count(map.clusters, 0));
}

TEST(TidyAreas, ALineOfTheLeastWidthStaysAndANarrowerOneGoes) {
  EXPECT_EQ(black_pixels(with_rectangle(0, 10, 40, 4), {.minimum_width = 4}), 160U);
  EXPECT_EQ(black_pixels(with_rectangle(0, 10, 40, 3), {.minimum_width = 4}), 0U);
}

TEST(TidyAreas, NothingChangesWithoutBeingAskedFor) {
  EXPECT_EQ(black_pixels(with_rectangle(0, 10, 40, 1), {}), 40U);
  EXPECT_EQ(black_pixels(with_rectangle(0, 10, 40, 1), {.minimum_width = 1}), 40U);
}

TEST(TidyAreas, WhatIsLeftOfSomethingWiderIsCleaned) {
  // The line is narrow, the square is not, but it is small.
  ClusterMap map = with_rectangle(10, 10, 6, 6);
  for (int x = 16; x < 40; ++x) map.clusters[map.index(x, 12)] = 0;
  EXPECT_EQ(black_pixels(map, {.smallest_area = 60}), 60U);
  EXPECT_EQ(black_pixels(map, {.minimum_width = 5}), 36U);
  EXPECT_EQ(black_pixels(map, {.smallest_area = 60, .minimum_width = 5}), 0U);
}

}  // namespace
}  // namespace color_clusters
