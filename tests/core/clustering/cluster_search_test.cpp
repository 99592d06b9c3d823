// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clustering/cluster_search.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <span>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

/// Colors spread over the whole cube, so that centers take long to settle.
ColorTree cloud() {
  std::mt19937 random(7);
  std::vector<Color> colors(20000);
  for (Color& color : colors) {
    for (float& value : color) value = static_cast<float>(random() % 1024) / 1023.0F;
  }
  return {colors, std::vector<double>(colors.size(), 1.0), 1};
}

std::vector<Color> bad_start(const ColorTree& tree, std::size_t count) {
  std::vector<Color> centers;
  for (std::size_t i = 0; i < count; ++i) centers.push_back(tree.color(i));
  return centers;
}

TEST(Lloyd, NeverRaisesTheScatter) {
  const ColorTree tree = cloud();
  Partition partition = lloyd(tree, bad_start(tree, 12), 1, 0.0, 1);
  for (int i = 0; i < 30; ++i) {
    const double last = partition.scatter;
    partition = lloyd(tree, partition.centers, 1, 0.0, 1);
    ASSERT_LE(partition.scatter, last);
  }
}

TEST(Settle, NeedsHalfTheIterations) {
  const ColorTree tree = cloud();
  EXPECT_LT(settle(tree, bad_start(tree, 12), 20, 0.0, 1).scatter,
            lloyd(tree, bad_start(tree, 12), 40, 0.0, 1).scatter);
}

TEST(Settle, LastsAsLongAsAllowedAndThenReturnsTheBest) {
  const ColorTree tree = cloud();
  double last = lloyd(tree, bad_start(tree, 12), 1, 0.0, 1).scatter;
  for (int iterations = 1; iterations < 40; ++iterations) {
    const Partition partition = settle(tree, bad_start(tree, 12), iterations, 0.0, 1);
    ASSERT_LE(partition.scatter, last);
    last = partition.scatter;
  }
}

TEST(Settle, GivesEmptyClustersColors) {
  const ColorTree tree = cloud();
  std::vector<Color> centers = bad_start(tree, 6);
  centers[4] = centers[5] = {50.0F, 50.0F, 50.0F};
  const Partition partition = settle(tree, centers, 100, 0.0, 1);
  for (const Moments& cluster : tree.partition(partition.centers, ColorTree::Detail::sums, 1)) {
    EXPECT_GT(cluster.weight, 0.0);
  }
}

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

TEST(FixedCenters, DoNotMoveWhereOthersSettle) {
  const ColorTree tree = cloud();
  const std::vector<Color> start = bad_start(tree, 12);
  for (const std::size_t fixed : {1U, 5U, 12U}) {
    for (const Partition& partition :
         {lloyd(tree, start, 50, 0.0, 1, fixed), settle(tree, start, 50, 0.0, 1, fixed)}) {
      for (std::size_t i = 0; i < start.size(); ++i) {
        EXPECT_EQ(partition.centers[i] == start[i], i < fixed);
      }
    }
  }
}

TEST(FixedCenters, ScatterIsAroundThem) {
  const ColorTree tree(std::vector<Color>{{0, 0, 0}, {1, 0, 0}, {5, 0, 0}},
                       std::vector<double>{1, 2, 3}, 1);
  // 1 x 0 + 2 x 1 around the fixed center, 0 around the other.
  EXPECT_DOUBLE_EQ(lloyd(tree, {{0, 0, 0}, {4, 0, 0}}, 1, 0.0, 1, 1).scatter, 2.0);
}

TEST(FixedCenters, StayEmptyWhenOthersGetColors) {
  const ColorTree tree = cloud();
  const Color far{50.0F, 50.0F, 50.0F};
  std::vector<Color> centers = bad_start(tree, 6);
  centers[0] = centers[1] = centers[4] = centers[5] = far;
  const Partition partition = settle(tree, centers, 100, 0.0, 1, 2);
  EXPECT_EQ(partition.centers[0], far);
  EXPECT_EQ(partition.centers[1], far);
  const std::vector<Moments> clusters =
      tree.partition(partition.centers, ColorTree::Detail::sums, 1);
  for (std::size_t i = 0; i < clusters.size(); ++i) EXPECT_EQ(clusters[i].weight > 0.0, i >= 2);
}

TEST(FixedCenters, TheirClustersAreSplitForEmptyOnes) {
  // All colors are nearest to the fixed center: only its own cluster has any to give.
  const ColorTree tree(std::vector<Color>{{0, 0, 0}, {1, 0, 0}, {4, 0, 0}},
                       std::vector<double>{1, 1, 1}, 1);
  const Partition partition = lloyd(tree, {{0, 0, 0}, {50, 50, 50}}, 10, 0.0, 1, 1);
  EXPECT_EQ(partition.centers, (std::vector<Color>{{0, 0, 0}, {4, 0, 0}}));
}

TEST(FixedCenters, NewCenterGoesToTheMeanOfWhatIsNearerToIt) {
  // Colors from -1 to 1 around the fixed center at 0: beyond 1/3 they are nearer to 2/3.
  std::vector<Color> colors;
  for (int i = -100; i <= 100; ++i) colors.push_back({static_cast<float>(i) / 100.0F, 0.5F, 0});
  const ColorTree tree(colors, std::vector<double>(colors.size(), 1.0), 1);
  const Partition refilled = lloyd(tree, {{0, 0.5F, 0}, {50, 50, 50}}, 1, 0.0, 1, 1);
  EXPECT_NEAR(std::abs(refilled.centers[1][0]), 2.0F / 3.0F, 0.01F);
  EXPECT_NEAR(refilled.centers[1][1], 0.5F, 1e-6F);
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
