// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cluster_search.h"

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

}  // namespace
}  // namespace color_clusters
