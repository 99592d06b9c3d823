// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/nearest_color.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "tests/core/color/random_colors.h"

namespace color_clusters {
namespace {

std::uint16_t brute_force(const std::vector<Color>& palette, const Color& color) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < palette.size(); ++i) {
    if (squared_distance(palette[i], color) < squared_distance(palette[best], color)) best = i;
  }
  return static_cast<std::uint16_t>(best);
}

TEST(NearestColor, FindsWhatBruteForceFinds) {
  for (const std::size_t count : {1U, 2U, 5U, 16U, 64U, 256U, 1000U}) {
    const std::vector<Color> palette = random_colors(count, 0.0F, 1.0F, 7);
    const NearestColor nearest(palette);
    for (const Color& color : random_colors(20000, -0.5F, 1.5F, 8)) {
      ASSERT_EQ(nearest.find(color), brute_force(palette, color)) << count << " colors";
    }
  }
}

TEST(NearestColor, FindsEveryColorOfThePaletteItself) {
  const std::vector<Color> palette = random_colors(256, -2.0F, 3.0F, 9);
  const NearestColor nearest(palette);
  std::vector<std::uint16_t> found(palette.size());
  nearest.find(palette, found);
  for (std::size_t i = 0; i < palette.size(); ++i) EXPECT_EQ(found[i], i);
}

TEST(NearestColor, FirstOfEqualColorsWins) {
  const std::vector<Color> palette{{1, 1, 1}, {0, 0, 0}, {0, 0, 0}, {1, 1, 1}};
  const NearestColor nearest(palette);
  EXPECT_EQ(nearest.find({0.9F, 1, 1}), 0);
  EXPECT_EQ(nearest.find({0.1F, 0, 0}), 1);
  EXPECT_EQ(nearest.find({0.5F, 0.5F, 0.5F}), 0);
}

TEST(NearestColor, WorksForGrays) {
  const std::vector<Color> palette{{0, 0, 0}, {0.25F, 0.25F, 0.25F}, {1, 1, 1}};
  const NearestColor nearest(palette);
  EXPECT_EQ(nearest.find({0.12F, 0.12F, 0.12F}), 0);
  EXPECT_EQ(nearest.find({0.13F, 0.13F, 0.13F}), 1);
  EXPECT_EQ(nearest.find({0.63F, 0.63F, 0.63F}), 2);
}

TEST(NearestColor, WorksWhenAllColorsAgreeInAChannel) {
  const std::vector<Color> palette{{0, 0.5F, 0}, {0, 0.5F, 1}};
  const NearestColor nearest(palette);
  EXPECT_EQ(nearest.find({9, -9, 0.4F}), 0);
  EXPECT_EQ(nearest.find({-9, 9, 0.6F}), 1);
}

TEST(NearestColor, TakesAnyNumber) {
  const NearestColor nearest(std::vector<Color>{{-1, 0, 0}, {1, 0, 0}, {3, 0, 0}});
  const float infinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(nearest.find({infinity, 0, 0}), 2);
  EXPECT_EQ(nearest.find({-infinity, 0, 0}), 0);
  EXPECT_EQ(nearest.find({0.5F, std::nanf(""), std::nanf("")}), 1);
  EXPECT_EQ(nearest.find({2.5F, 1e-40F, -1e-40F}), 2);
}

TEST(NearestColor, TellsNarrowRangesApart) {
  std::vector<Color> palette;
  for (int i = 0; i < 64; ++i)
    palette.push_back({0.5F + static_cast<float>(i) * 1e-6F, 0.5F, 0.5F});
  const NearestColor nearest(palette);
  for (std::size_t i = 0; i < palette.size(); ++i) EXPECT_EQ(nearest.find(palette[i]), i);
}

TEST(NearestColor, RejectsWhatIsNoPalette) {
  EXPECT_THROW(NearestColor(std::vector<Color>{}), std::invalid_argument);
  EXPECT_THROW(NearestColor(std::vector<Color>{{0, std::nanf(""), 0}}), std::invalid_argument);
  EXPECT_THROW(NearestColor(std::vector<Color>(65536)), std::invalid_argument);
}

}  // namespace
}  // namespace color_clusters
