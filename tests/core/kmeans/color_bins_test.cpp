// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kmeans/color_bins.h"

#include <numeric>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

ColorTree ramp(std::size_t count) {
  std::vector<Color> colors;
  for (std::size_t i = 0; i < count; ++i) {
    const float value = static_cast<float>(i) / static_cast<float>(count);
    colors.push_back({value, value, 0.5F});
  }
  return {colors, std::vector<double>(count, 2.0), 1};
}

TEST(ColorBins, FewColorsAreKept) {
  const WeightedColors bins = bin_colors(ramp(20), 10, 0.5F);
  EXPECT_EQ(bins.colors.size(), 20U);
  EXPECT_EQ(bins.weights, std::vector<double>(20, 2.0));
}

TEST(ColorBins, ManyColorsAreMergedButNotTooMuch) {
  const WeightedColors bins = bin_colors(ramp(10000), 100, 0.5F);
  EXPECT_GE(bins.colors.size(), 100U);
  EXPECT_LT(bins.colors.size(), 200U);
}

TEST(ColorBins, NothingIsLost) {
  const ColorTree tree = ramp(10000);
  const WeightedColors bins = bin_colors(tree, 100, 0.1F);
  EXPECT_DOUBLE_EQ(std::accumulate(bins.weights.begin(), bins.weights.end(), 0.0), 20000.0);
  double sum = 0.0;
  for (std::size_t i = 0; i < bins.colors.size(); ++i) {
    sum += bins.weights[i] * static_cast<double>(bins.colors[i][0]);
  }
  EXPECT_NEAR(sum, tree.total().sum[0], 1e-3);
}

TEST(ColorBins, NeighborsInSpaceAreMergedWhereverTheyStand) {
  // Every color stands a quarter of the range away from the next one in the list.
  std::vector<Color> colors;
  for (int i = 0; i < 10000; ++i) {
    const float value = static_cast<float>(i % 4) / 4.0F + static_cast<float>(i / 4) * 1e-4F;
    colors.push_back({value, value, 0.5F});
  }
  const ColorTree tree(colors, std::vector<double>(colors.size(), 1.0), 1);
  const WeightedColors bins = bin_colors(tree, 30, 1.0F / 32.0F);
  EXPECT_GE(bins.colors.size(), 30U);
  EXPECT_LT(bins.colors.size(), 60U);
  EXPECT_DOUBLE_EQ(std::accumulate(bins.weights.begin(), bins.weights.end(), 0.0), 10000.0);
}

TEST(ColorBins, NothingInNothingOut) {
  EXPECT_TRUE(bin_colors(ColorTree({}, {}, 1), 100, 0.1F).colors.empty());
}

}  // namespace
}  // namespace color_clusters
