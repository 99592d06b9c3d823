// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/smooth_edges.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "drawn_map.h"

namespace color_clusters {
namespace {

using Drawing = std::vector<std::string>;

ClusterMap smoothed(const ClusterMap& map, int strength) {
  return smooth_edges(map, {.strength = strength});
}

Drawing smoothed(const Drawing& rows, int strength) {
  return drawing_of(smoothed(draw_map(rows), strength));
}

std::size_t differences(const ClusterMap& a, const ClusterMap& b) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.clusters.size(); ++i) {
    count += a.clusters[i] != b.clusters[i] ? 1 : 0;
  }
  return count;
}

/// A map in which cluster 1 is where `inside(x, y)`, and 0 elsewhere.
template <typename Inside>
ClusterMap shape(int width, int height, Inside inside) {
  ClusterMap map = plain_map(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      map.clusters[map.index(x, y)] = inside(x, y) ? 1 : 0;
    }
  }
  return map;
}

TEST(SmoothEdges, ZeroChangesNothing) {
  const ClusterMap map = random_map(60, 60, 5, 1);
  EXPECT_EQ(smoothed(map, 0).clusters, map.clusters);
}

TEST(SmoothEdges, ABumpAndADentGo) {
  const Drawing rows{"aaaaaaaaaaaa",  //
                     "aaaaaaaaaaaa",  //
                     "aaabaaaaaaaa",  //
                     "bbbbbbbbabbb",  //
                     "bbbbbbbbbbbb",  //
                     "bbbbbbbbbbbb"};
  for (const int strength : {1, 3, 5, 10}) {
    const Drawing result = smoothed(rows, strength);
    EXPECT_EQ(result[2], "aaaaaaaaaaaa") << "strength " << strength;
    EXPECT_EQ(result[3], "bbbbbbbbbbbb") << "strength " << strength;
  }
}

TEST(SmoothEdges, StraightEdgesStay) {
  const ClusterMap upright = shape(60, 60, [](int x, int) { return x < 31; });
  const ClusterMap level = shape(60, 60, [](int, int y) { return y < 17; });
  for (int strength = 1; strength <= 10; ++strength) {
    EXPECT_EQ(smoothed(upright, strength).clusters, upright.clusters) << "strength " << strength;
    EXPECT_EQ(smoothed(level, strength).clusters, level.clusters) << "strength " << strength;
  }
}

TEST(SmoothEdges, CornersAreRoundedSlightly) {
  const ClusterMap square =
      shape(60, 60, [](int x, int y) { return x >= 15 && x < 45 && y >= 15 && y < 45; });
  for (const int strength : {1, 2, 3}) {
    const std::size_t changed = differences(smoothed(square, strength), square);
    EXPECT_LE(changed, 4U * static_cast<unsigned>(strength)) << "strength " << strength;
  }
  EXPECT_GT(differences(smoothed(square, 10), square), differences(smoothed(square, 3), square));
}

TEST(SmoothEdges, SmallDiscsGoWithMoreStrength) {
  const auto disc = [](int radius) {
    return shape(60, 60, [radius](int x, int y) {
      return (x - 30) * (x - 30) + (y - 30) * (y - 30) <= radius * radius;
    });
  };
  const ClusterMap none = plain_map(60, 60);
  EXPECT_EQ(smoothed(disc(2), 5).clusters, none.clusters);
  EXPECT_NE(smoothed(disc(3), 5).clusters, none.clusters);
  EXPECT_EQ(smoothed(disc(5), 10).clusters, none.clusters);
  EXPECT_NE(smoothed(disc(6), 10).clusters, none.clusters);
}

TEST(SmoothEdges, LargeDiscsStay) {
  const ClusterMap disc = shape(200, 200, [](int x, int y) {
    return (x - 100) * (x - 100) + (y - 100) * (y - 100) < 80 * 80;
  });
  for (const int strength : {1, 5, 10}) {
    // Out of 500 pixels on the border; the few are steps that are rounder than the disc.
    EXPECT_LT(differences(smoothed(disc, strength), disc), 60U) << "strength " << strength;
  }
}

TEST(SmoothEdges, ThinLinesStayAtLowStrength) {
  const auto is_line = [](int x, int y) { return y == 10 || x == 70 || x == y; };
  // A point and a row of points are no lines.
  const auto is_point = [](int x, int y) {
    return (x == 30 && y == 55) || (x + 2 * y == 160 && y > 60);
  };
  const ClusterMap lines = shape(90, 90, is_line);
  const ClusterMap both =
      shape(90, 90, [&](int x, int y) { return is_line(x, y) || is_point(x, y); });
  for (const int strength : {1, 2, 3}) {
    EXPECT_EQ(differences(smoothed(both, strength), lines), 0U) << "strength " << strength;
  }
  EXPECT_NE(smoothed(lines, 10).clusters, lines.clusters);
}

TEST(SmoothEdges, RaggedBordersGetStraight) {
  // Each column of b begins up to three pixels above or below the middle.
  ClusterMap map = plain_map(200, 40);
  std::uint32_t state = 1;
  for (std::size_t x = 0; x < 200; ++x) {
    state = state * 1664525U + 1013904223U;
    for (std::size_t y = 17 + state / 65536U % 7; y < 40; ++y) map.clusters[y * 200 + x] = 1;
  }
  const auto border_length = [](const ClusterMap& of) {
    std::size_t length = 0;
    for (std::size_t i = 0; i + 200 < of.clusters.size(); ++i) {
      length += of.clusters[i] != of.clusters[i + 1] ? 1 : 0;
      length += of.clusters[i] != of.clusters[i + 200] ? 1 : 0;
    }
    return length;
  };
  std::size_t before = border_length(map);
  for (const int strength : {1, 3, 5, 10}) {
    const std::size_t after = border_length(smoothed(map, strength));
    EXPECT_LT(after, before) << "strength " << strength;
    before = after;
  }
  EXPECT_LT(before, 240U);  // 200 is a straight line, 40 more are the map's own lower rows
}

TEST(SmoothEdges, NoPixelStaysAndCountsNothing) {
  // Beside "no pixel" an edge is as straight as without it.
  const Drawing rows{"aaa...", "aaa...", "aaa...", "bbb...", "bbb...", "bbb..."};
  EXPECT_EQ(smoothed(rows, 5), rows);
  const ClusterMap map = random_map(80, 80, 3, 5);
  const ClusterMap result = smoothed(map, 10);
  for (std::size_t i = 0; i < map.clusters.size(); ++i) {
    EXPECT_EQ(result.clusters[i] == no_cluster, map.clusters[i] == no_cluster);
  }
}

TEST(SmoothEdges, BringsInNoCluster) {
  // Only even clusters are there.
  ClusterMap map = noisy_waves(100, 100, 5, 5, 1);
  for (std::uint16_t& cluster : map.clusters) cluster = static_cast<std::uint16_t>(2 * cluster);
  for (const std::uint16_t cluster : smoothed(map, 7).clusters) EXPECT_EQ(cluster % 2, 0);
}

TEST(SmoothEdges, IsTheSameForAnyNumberOfThreads) {
  const ClusterMap map = noisy_waves(150, 300, 5, 9, 3);
  for (const int strength : {2, 5, 10}) {
    const ClusterMap one = smooth_edges(map, {.strength = strength, .threads = 1});
    const ClusterMap three = smooth_edges(map, {.strength = strength, .threads = 3});
    EXPECT_EQ(one.clusters, three.clusters);
    EXPECT_NE(one.clusters, map.clusters);
  }
}

TEST(SmoothEdges, RejectsBadInput) {
  EXPECT_THROW(smoothed(plain_map(2, 2), -1), std::invalid_argument);
  EXPECT_THROW(smoothed(plain_map(2, 2), 11), std::invalid_argument);
  EXPECT_THROW(smoothed({.clusters = {0}, .width = 2, .height = 1}, 1), std::invalid_argument);
}

TEST(SmoothEdges, NothingInNothingOut) {
  EXPECT_TRUE(smoothed(ClusterMap{}, 5).clusters.empty());
  EXPECT_EQ(smoothed(Drawing{"a"}, 10), Drawing{"a"});
}

}  // namespace
}  // namespace color_clusters
