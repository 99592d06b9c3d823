// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inks/density_modes.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

TEST(DensityModes, OneColor) {
  const std::vector<Color> colors{{0.5F, 0.25F, 0.75F}};
  const std::vector<double> weights{3.0};
  const std::vector<DensityMode> modes = find_density_modes(colors, weights);
  ASSERT_EQ(modes.size(), 1U);
  EXPECT_EQ(modes[0].position, colors[0]);
  EXPECT_EQ(modes[0].core, 1.0);
  EXPECT_EQ(modes[0].basin, 1.0);
  EXPECT_TRUE(std::isinf(modes[0].prominence));
  EXPECT_EQ(modes[0].members, std::vector<std::size_t>{0});
}

TEST(DensityModes, SeparateColorsAreSeparateModesLargestFirst) {
  const std::vector<Color> colors{{0, 0, 0}, {1, 1, 1}, {1, 0, 0}};
  const std::vector<double> weights{1.0, 5.0, 2.0};
  const std::vector<DensityMode> modes = find_density_modes(colors, weights);
  ASSERT_EQ(modes.size(), 3U);
  EXPECT_EQ(modes[0].position, colors[1]);
  EXPECT_EQ(modes[1].position, colors[2]);
  EXPECT_EQ(modes[2].position, colors[0]);
  EXPECT_DOUBLE_EQ(modes[0].core, 0.625);
}

TEST(DensityModes, NeighborsAreOneMode) {
  const std::vector<Color> colors{{0.5F, 0.5F, 0.5F}, {0.505F, 0.5F, 0.5F}, {0.51F, 0.5F, 0.5F}};
  const std::vector<double> weights{1.0, 2.0, 1.0};
  const std::vector<DensityMode> modes = find_density_modes(colors, weights);
  ASSERT_EQ(modes.size(), 1U);
  EXPECT_NEAR(modes[0].position[0], 0.505F, 1e-5F);
  EXPECT_EQ(modes[0].members.size(), 3U);
}

TEST(DensityModes, TwoPeaksOfARidgeAreToldApartByTheirPass) {
  // Weights along a line: two peaks, and between them a saddle half as high as the lower one.
  std::vector<Color> colors;
  std::vector<double> weights;
  for (int i = 0; i <= 100; ++i) {
    const float x = static_cast<float>(i) / 100.0F;
    colors.push_back({x, 0.5F, 0.5F});
    weights.push_back(1.5 + std::cos(4.0 * 3.14159265 * static_cast<double>(x)) +
                      (i > 50 ? 0.1 : 0.0));
  }
  weights.erase(weights.begin(), weights.begin() + 25);
  colors.erase(colors.begin(), colors.begin() + 25);
  const std::vector<DensityMode> modes = find_density_modes(colors, weights);
  ASSERT_EQ(modes.size(), 2U);
  for (const DensityMode& mode : modes) EXPECT_GT(mode.prominence, 1.2);
}

TEST(DensityModes, ColorsOutsideTheGamutAreOnItsBorder) {
  const std::vector<Color> colors{{50, 50, 50}, {0, 0, 0}, {-3, 0.5F, 0.5F}};
  const std::vector<double> weights{1.0, 1.0, 1.0};
  const std::vector<DensityMode> modes = find_density_modes(colors, weights);
  ASSERT_EQ(modes.size(), 3U);
}

TEST(DensityModes, WhatIsNotFiniteBelongsToNone) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  const std::vector<Color> colors{
      {0.5F, std::nanf(""), 0.5F}, {0.5F, 0.5F, 0.5F}, {infinity, 0, 0}, {1, -infinity, 1}};
  const std::vector<DensityMode> modes = find_density_modes(colors, std::vector<double>(4, 1.0));
  ASSERT_EQ(modes.size(), 1U);
  EXPECT_EQ(modes[0].position, colors[1]);
  EXPECT_EQ(modes[0].core, 0.25);
}

TEST(DensityModes, NothingInNothingOut) { EXPECT_TRUE(find_density_modes({}, {}).empty()); }

}  // namespace
}  // namespace color_clusters
