// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kmeans/lloyd.h"

#include <cmath>
#include <random>
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

TEST(FixedCenters, DoNotMoveWhereOthersSettle) {
  const ColorTree tree = cloud();
  const std::vector<Color> start = bad_start(tree, 12);
  for (const std::size_t fixed_count : {1U, 5U, 12U}) {
    for (const Partition& partition : {lloyd(tree, start, 50, 0.0, 1, fixed_count),
                                       settle(tree, start, 50, 0.0, 1, fixed_count)}) {
      for (std::size_t i = 0; i < start.size(); ++i) {
        EXPECT_EQ(partition.centers[i] == start[i], i < fixed_count);
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

}  // namespace
}  // namespace color_clusters
