// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/narrow_parts.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/core/areas/drawn_map.h"

namespace color_clusters {
namespace {

using Drawing = std::vector<std::string>;

/// a is black, b white, c a light gray.
const std::vector<Color> grays{{0, 0, 0}, {1, 1, 1}, {0.8F, 0.8F, 0.8F}};

ClusterMap dissolved(const ClusterMap& map, int width, int threads = 1) {
  return dissolve_narrow_parts(map, grays, {.minimum_width = width, .threads = threads});
}

Drawing dissolved(const Drawing& rows, int width) {
  return drawing_of(dissolved(draw_map(rows), width));
}

void fill(ClusterMap& map, int left, int top, int width, int height, std::uint16_t cluster) {
  for (int y = top; y < top + height; ++y) {
    for (int x = left; x < left + width; ++x) map.clusters[map.index(x, y)] = cluster;
  }
}

ClusterMap with_box(int width, int height) {
  ClusterMap map = plain_map(160, 160);
  fill(map, 50, 50, width, height, 1);
  return map;
}

TEST(NarrowParts, LinesOfTheWidthStayAndNarrowerOnesGo) {
  for (int width = 2; width <= 40; ++width) {
    EXPECT_EQ(dissolved(with_box(width, 60), width).clusters, with_box(width, 60).clusters)
        << width;
    EXPECT_EQ(dissolved(with_box(60, width), width).clusters, with_box(60, width).clusters)
        << width;
    EXPECT_EQ(dissolved(with_box(width - 1, 60), width).clusters, with_box(0, 0).clusters) << width;
    EXPECT_EQ(dissolved(with_box(60, width - 1), width).clusters, with_box(0, 0).clusters) << width;
  }
}

TEST(NarrowParts, LinesThroughTheWholeMapAreLines) {
  for (int width = 2; width <= 9; ++width) {
    for (const int narrower : {0, 1}) {
      ClusterMap map = plain_map(50, 50);
      fill(map, 20, 0, width - narrower, 50, 1);
      const ClusterMap expected = narrower == 1 ? plain_map(50, 50) : map;
      EXPECT_EQ(dissolved(map, width).clusters, expected.clusters) << width;
    }
  }
}

TEST(NarrowParts, GapsClose) {
  // Two large boxes, as near to each other as a gap that stays, and a pixel nearer.
  for (const int gap : {5, 4}) {
    ClusterMap map = plain_map(90, 60);
    fill(map, 10, 10, 30, 40, 1);
    fill(map, 40 + gap, 10, 30, 40, 1);
    const ClusterMap found = dissolved(map, 5);
    EXPECT_EQ(found.clusters[found.index(41, 30)], gap == 5 ? 0 : 1);
    EXPECT_EQ(found.clusters[found.index(41, 5)], 0);
  }
}

TEST(NarrowParts, DiscsStay) {
  for (int diameter = 2; diameter <= 30; ++diameter) {
    ClusterMap map = plain_map(60, 60);
    for (int y = 0; y < 60; ++y) {
      for (int x = 0; x < 60; ++x) {
        // The pixels that a disc of the width covers, wherever its middle is in the grid.
        const int dx = 2 * x - 60 + (1 - diameter % 2);
        const int dy = 2 * y - 60 + (1 - diameter % 2);
        if (dx * dx + dy * dy < (diameter + 1) * (diameter + 1)) map.clusters[map.index(x, y)] = 1;
      }
    }
    EXPECT_EQ(dissolved(map, diameter).clusters, map.clusters) << diameter;
    EXPECT_EQ(dissolved(map, diameter + 2).clusters, plain_map(60, 60).clusters) << diameter;
  }
}

TEST(NarrowParts, OfALineThatBeginsAtSomethingWiderAQuarterOfTheWidthIsLeft) {
  ClusterMap map = plain_map(100, 60);
  fill(map, 10, 10, 40, 40, 1);
  ClusterMap expected = map;
  fill(map, 50, 25, 40, 10, 1);
  const ClusterMap found = dissolved(map, 21);
  for (int x = 50; x < 90; ++x) {
    // The last disc reaches into the line a little: its middle is at 40, and 14 < (21 - 1) / √2.
    EXPECT_EQ(found.clusters[found.index(x, 30)], x <= 54 ? 1 : 0) << x;
  }
}

TEST(NarrowParts, WhatIsNarrowGoesToTheNearest) {
  EXPECT_EQ(dissolved(Drawing(6, "bbbbbaaacccccc"), 4), Drawing(6, "bbbbbbcccccccc"));
}

TEST(NarrowParts, OfEquallyNearClustersTheNearestColorGetsIt) {
  const Drawing rows(6, "aaaaccbbbbb");
  EXPECT_EQ(dissolved(rows, 3), Drawing(6, "aaaaabbbbbb"));
  EXPECT_EQ(dissolved(Drawing(6, "aaaacbbbbb"), 2), Drawing(6, "aaaabbbbbb"));
}

TEST(NarrowParts, HatchingBecomesWhatThereIsMoreOf) {
  EXPECT_EQ(dissolved(Drawing(8, "bababababab"), 3), Drawing(8, "bbbbbbbbbbb"));
}

TEST(NarrowParts, AreasGoOnBeyondTheEdge) {
  EXPECT_EQ(dissolved(Drawing(9, "aabbbbbbb"), 4), Drawing(9, "aabbbbbbb"));
  EXPECT_EQ(dissolved(Drawing(9, "abbbbbbbb"), 4), Drawing(9, "bbbbbbbbb"));
}

TEST(NarrowParts, NoPixelEndsAnAreaAndStays) {
  EXPECT_EQ(dissolved(Drawing(9, ".aabbbbbbb."), 4), Drawing(9, ".bbbbbbbbb."));
  EXPECT_EQ(dissolved(Drawing(9, "..aa..."), 4), Drawing(9, "..aa..."));
}

TEST(NarrowParts, NothingNarrowIsLeft) {
  const ClusterMap map = noisy_waves(150, 200, 3, 7, 1);
  for (const int width : {2, 3, 4, 7}) {
    const ClusterMap found = dissolved(map, width);
    EXPECT_NE(found.clusters, map.clusters);
    // What one cluster gets from those after it can be narrow again, but is little.
    const ClusterMap again = dissolved(found, width);
    std::size_t changed = 0;
    for (std::size_t i = 0; i < map.clusters.size(); ++i) {
      changed += again.clusters[i] != found.clusters[i] ? 1 : 0;
    }
    EXPECT_LE(changed, map.clusters.size() / 50) << width;
  }
}

TEST(NarrowParts, IsTheSameForAnyNumberOfThreads) {
  const ClusterMap map = noisy_waves(150, 300, 3, 9, 2);
  for (const int width : {2, 5, 40}) {
    EXPECT_EQ(dissolved(map, width, 3).clusters, dissolved(map, width, 1).clusters);
  }
}

TEST(NarrowParts, LeavesTheMapWithoutAWidth) {
  const ClusterMap map = random_map(30, 30, 3, 1);
  EXPECT_EQ(dissolved(map, 0).clusters, map.clusters);
  EXPECT_EQ(dissolved(map, 1).clusters, map.clusters);
  EXPECT_TRUE(dissolved(ClusterMap{}, 5).clusters.empty());
}

TEST(NarrowParts, RejectsBadInput) {
  const ClusterMap map = plain_map(4, 4);
  EXPECT_THROW(dissolved(map, -1), std::invalid_argument);
  EXPECT_THROW(dissolved(map, 101), std::invalid_argument);
  EXPECT_THROW(dissolve_narrow_parts(map, {}, {.minimum_width = 3}), std::invalid_argument);
  const std::vector<Color> broken{{0, std::numeric_limits<float>::infinity(), 0}};
  EXPECT_THROW(dissolve_narrow_parts(map, broken, {}), std::invalid_argument);
  const ClusterMap too_short{.clusters = {0}, .width = 2, .height = 1};
  EXPECT_THROW(dissolved(too_short, 3), std::invalid_argument);
}

}  // namespace
}  // namespace color_clusters
