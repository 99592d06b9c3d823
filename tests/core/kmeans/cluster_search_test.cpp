// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kmeans/cluster_search.h"

#include <algorithm>
#include <random>
#include <span>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

/// Clumps of different sizes, and their middles.
struct Clumps {
  std::vector<Color> middles;
  std::vector<Color> colors;
};

Clumps some_clumps(int count, unsigned seed) {
  std::mt19937 random(seed);
  Clumps clumps;
  for (int clump = 0; clump < count; ++clump) {
    Color middle{};
    for (float& value : middle) value = static_cast<float>(random() % 65) / 64.0F;
    clumps.middles.push_back(middle);
    const auto size = 1 + random() % 40;
    for (unsigned i = 0; i < size; ++i) {
      Color color = middle;
      for (float& value : color) value += (static_cast<float>(random() % 9) - 4.0F) / 256.0F;
      clumps.colors.push_back(color);
    }
  }
  return clumps;
}

TEST(Search, FindsTheClumpsThemselves) {
  // In the last two, no exchange of a single center leads there from the first local minimum.
  for (const unsigned seed : {0U, 1U, 2U, 747U, 1297U}) {
    const Clumps clumps = some_clumps(16, seed);
    const ColorTree tree(clumps.colors, std::vector<double>(clumps.colors.size(), 1.0), 1);
    const double known = settle(tree, clumps.middles, 100, 0.0, 1).scatter;
    EXPECT_LE(search_centers(tree, 16, 2).scatter, known * (1.0 + 1e-9)) << seed;
  }
}

TEST(Search, LeavesTheLocalMinimaOfManyCenters) {
  // So many that there is no second search.
  constexpr int count = 40;
  int stuck = 0;
  for (unsigned seed = 0; seed < 20; ++seed) {
    const Clumps clumps = some_clumps(count, seed);
    const ColorTree tree(clumps.colors, std::vector<double>(clumps.colors.size(), 1.0), 1);
    const double good = 1.005 * settle(tree, clumps.middles, 100, 0.0, 1).scatter;
    stuck += split_centers(tree, count, 2).scatter > good ? 1 : 0;
    EXPECT_LE(search_centers(tree, count, 2).scatter, good) << seed;
  }
  EXPECT_GT(stuck, 10);
}

TEST(FixedCenters, SearchFindsTheOthersAroundThem) {
  // Five points on a line; 0.9 is in no one's way, and 100 is nobody's.
  const ColorTree tree(std::vector<Color>{{0, 0, 0}, {1, 0, 0}, {10, 0, 0}, {20, 0, 0}, {30, 0, 0}},
                       std::vector<double>{1, 1, 1, 1, 1}, 1);
  const std::vector<Color> fixed{{100, 0, 0}, {0.9F, 0, 0}};
  std::vector<Color> found = search_centers(tree, 5, 1, fixed).centers;
  EXPECT_TRUE(std::ranges::equal(fixed, std::span(found).first(2)));
  std::ranges::sort(found);
  EXPECT_EQ(found,
            (std::vector<Color>{{0.9F, 0, 0}, {10, 0, 0}, {20, 0, 0}, {30, 0, 0}, {100, 0, 0}}));
}

}  // namespace
}  // namespace color_clusters
