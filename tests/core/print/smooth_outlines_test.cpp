// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/smooth_outlines.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "tests/core/areas/drawn_map.h"
#include "tests/core/print/near_border.h"

namespace color_clusters {
namespace {

std::vector<std::uint8_t> lines_of(const ClusterMap& map, int width, int threads = 1) {
  return draw_smooth_outlines(map, {.width = width, .threads = threads}, 0, map.height);
}

/// Cluster 1 below the line y = rise × x + 20.
ClusterMap slope(double rise) {
  ClusterMap map = plain_map(60, 60);
  for (int y = 0; y < 60; ++y) {
    for (int x = 0; x < 60; ++x) {
      if (y + 0.5 > rise * (x + 0.5) + 20.0) map.clusters[map.index(x, y)] = 1;
    }
  }
  return map;
}

TEST(SmoothOutlines, AreCrispWhereBordersAreStraight) {
  for (int width = 1; width <= 20; ++width) {
    ClusterMap upright = plain_map(60, 40);
    ClusterMap level = plain_map(40, 60);
    for (int across = 31; across < 60; ++across) {
      for (int along = 0; along < 40; ++along) {
        upright.clusters[upright.index(across, along)] = 1;
        level.clusters[level.index(along, across)] = 1;
      }
    }
    const std::vector<std::uint8_t> columns = lines_of(upright, width);
    const std::vector<std::uint8_t> rows = lines_of(level, width);
    const int first = 31 - (width + 1) / 2;
    for (int across = 0; across < 60; ++across) {
      for (int along = 0; along < 40; ++along) {
        const int expected = across >= first && across < first + width ? 255 : 0;
        EXPECT_EQ(columns[upright.index(across, along)], expected) << width << " at " << across;
        EXPECT_EQ(rows[level.index(along, across)], expected) << width << " at " << across;
      }
    }
  }
}

TEST(SmoothOutlines, ADiagonalIsAStraightLine) {
  const ClusterMap map = slope(1.0);
  const std::vector<std::uint8_t> lines = lines_of(map, 2);
  // The same in each row, and as wide as it is long: √2 × 2 pixels of it in a row.
  int first = 0;
  for (int y = 26; y < 54; ++y) {
    int sum = 0;
    for (int x = 0; x < 60; ++x) sum += lines[map.index(x, y)];
    if (y == 26) first = sum;
    EXPECT_EQ(sum, first);
  }
  EXPECT_NEAR(first / 255.0, 2.0 * std::sqrt(2.0), 0.1);
}

TEST(SmoothOutlines, LieWhereTheBorderIs) {
  for (const double rise : {0.0, 0.1, 0.3, 0.5, 0.7}) {
    const ClusterMap map = slope(rise);
    const std::vector<std::uint8_t> lines = lines_of(map, 4);
    for (int x = 8; x < 50; ++x) {
      double weight = 0.0;
      double middle = 0.0;
      for (int y = 0; y < 60; ++y) {
        weight += lines[map.index(x, y)];
        middle += lines[map.index(x, y)] * (y + 0.5);
      }
      EXPECT_NEAR(middle / weight, rise * (x + 0.5) + 20.0, 0.5) << rise << " at " << x;
      EXPECT_NEAR(weight / 255.0, 4.0 * std::sqrt(1.0 + rise * rise), 0.5) << rise << " at " << x;
    }
  }
}

TEST(SmoothOutlines, CoverWhatIsNearABorderAndNothingElse) {
  const ClusterMap map = noisy_waves(90, 140, 4, 40, 5);
  for (const int width : {1, 2, 5, 12}) {
    const std::vector<std::uint8_t> lines = lines_of(map, width);
    std::size_t i = 0;
    for (int y = 0; y < map.height; ++y) {
      for (int x = 0; x < map.width; ++x, ++i) {
        if (lines[i] == 0) continue;
        EXPECT_TRUE(is_near_border(map, x, y, width / 2.0 + 2.0)) << width << " at " << i;
      }
    }
  }
}

TEST(SmoothOutlines, MeetWhereThreeAreasDo) {
  const ClusterMap map = draw_map({"aabb", "aabb", "cccc", "cccc"});
  const std::vector<std::uint8_t> lines = lines_of(map, 2);
  EXPECT_EQ(lines[map.index(1, 1)], 255);
  EXPECT_EQ(lines[map.index(2, 1)], 255);
  EXPECT_EQ(lines[map.index(0, 2)], 255);
  EXPECT_EQ(lines[map.index(1, 0)], 255);
  EXPECT_EQ(lines[map.index(0, 0)], 0);
  EXPECT_EQ(lines[map.index(3, 3)], 0);
}

TEST(SmoothOutlines, NoneAlongTheEdgeOfTheMapButAroundWhatIsNoPixel) {
  const std::vector<std::uint8_t> plain = lines_of(plain_map(9, 9), 5);
  EXPECT_EQ(std::accumulate(plain.begin(), plain.end(), 0), 0);
  const ClusterMap map = draw_map({"aaa.", "aaa.", "aaa.", "aaa."});
  EXPECT_EQ(lines_of(map, 2)[map.index(2, 1)], 255);
}

TEST(SmoothOutlines, PartsAndThreadsMakeNoDifference) {
  const ClusterMap map = noisy_waves(70, 200, 5, 12, 3);
  for (const int width : {1, 6, 19}) {
    const std::vector<std::uint8_t> all = lines_of(map, width);
    EXPECT_EQ(lines_of(map, width, 4), all);
    std::vector<std::uint8_t> parts;
    for (const int first : {0, 50, 113}) {
      const int end = first == 0 ? 50 : first == 50 ? 113 : 200;
      const std::vector<std::uint8_t> part =
          draw_smooth_outlines(map, {.width = width, .threads = 2}, first, end);
      parts.insert(parts.end(), part.begin(), part.end());
    }
    EXPECT_EQ(parts, all);
  }
}

TEST(SmoothOutlines, ALineIsDrawnInTheRowsThatAreThere) {
  std::vector<std::uint8_t> all(200);
  draw_line({2.0, 5.5, 17.0, 5.5, 1.0}, {all, 20, 0, 10});
  for (int x = 0; x < 20; ++x) {
    const auto i = static_cast<std::size_t>(x);
    EXPECT_EQ(all[100 + i], x >= 2 && x < 17 ? 255 : all[100 + i]);
    EXPECT_EQ(all[80 + i], 0);
    EXPECT_EQ(all[120 + i], 0);
  }
  EXPECT_EQ(all[100], 0);
  EXPECT_EQ(all[119], 0);
  std::vector<std::uint8_t> slanting(200);
  draw_line({1.0, 1.0, 15.0, 9.0, 2.5}, {slanting, 20, 0, 10});
  std::vector<std::uint8_t> part(60);
  draw_line({1.0, 1.0, 15.0, 9.0, 2.5}, {part, 20, 4, 7});
  EXPECT_TRUE(std::equal(part.begin(), part.end(), slanting.begin() + 80));
}

TEST(SmoothOutlines, RefuseWhatIsOutOfRange) {
  const ClusterMap map = plain_map(3, 3);
  EXPECT_THROW(lines_of(map, 0), std::invalid_argument);
  EXPECT_THROW(lines_of(map, 21), std::invalid_argument);
  EXPECT_THROW(draw_smooth_outlines(map, {}, 2, 1), std::invalid_argument);
  EXPECT_THROW(draw_smooth_outlines(map, {}, 0, 4), std::invalid_argument);
  EXPECT_TRUE(draw_smooth_outlines(map, {}, 1, 1).empty());
  EXPECT_TRUE(lines_of(plain_map(0, 0), 1).empty());
}

}  // namespace
}  // namespace color_clusters
