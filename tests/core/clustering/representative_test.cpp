// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clustering/representative.h"

#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

TEST(Representative, IsTheColorNearestToEachCenter) {
  const std::vector<Color> colors{{0, 0, 0}, {0.2F, 0, 0}, {0.3F, 0, 0}, {0.9F, 0, 0}, {1, 0, 0}};
  const ColorTree tree(colors, std::vector<double>(colors.size(), 1.0), 1);
  const std::vector<Color> centers{{0.95F, 0.3F, 0}, {0.17F, 0, 0}};
  EXPECT_EQ(nearest_members(tree, centers, 1), (std::vector<std::size_t>{3, 1}));
}

TEST(Representative, OfOneColorIsThatColor) {
  const std::vector<Color> colors{{0.5F, 0.25F, 0.125F}};
  const ColorTree tree(colors, std::vector<double>{7.0}, 1);
  EXPECT_EQ(nearest_members(tree, colors, 1), (std::vector<std::size_t>{0}));
}

TEST(Representative, OfNothingIsTheFirstColor) {
  const std::vector<Color> colors{{0, 0, 0}, {0.2F, 0, 0}};
  const ColorTree tree(colors, std::vector<double>{1.0, 1.0}, 1);
  const std::vector<Color> centers{{9, 9, 9}, {0.2F, 0, 0}};
  EXPECT_EQ(nearest_members(tree, centers, 1), (std::vector<std::size_t>{0, 1}));
}

TEST(Representative, OfAnEmptyTreeIsZero) {
  const ColorTree tree({}, {}, 1);
  EXPECT_EQ(nearest_members(tree, std::vector<Color>{{0, 0, 0}}, 1), (std::vector<std::size_t>{0}));
}

TEST(Representative, IsTheMostFrequentColorAmongThoseAboutAsNear) {
  // The root mean square distance is 0.095: up to 0.058 the colors are about as near as the first.
  const std::vector<Color> colors{{0.01F, 0, 0}, {0, 0.055F, 0}, {0, 0, 0.065F}, {0, 0.2F, 0}};
  const ColorTree tree(colors, std::vector<double>{1.0, 3.0, 9.0, 2.3}, 1);
  EXPECT_EQ(nearest_members(tree, std::vector<Color>{{0, 0, 0}}, 1), (std::vector<std::size_t>{1}));
}

/// In sRGB already.
void as_it_is(std::span<Color>) {}

TEST(Vivid, IsTheMostColorfulColorThatIsNotFar) {
  // Reds around a center, from dull to vivid; the last one is too far away.
  const std::vector<Color> colors{{0.5F, 0.29F, 0.3F},
                                  {0.5F, 0.2F, 0.2F},
                                  {0.5F, 0.15F, 0.2F},
                                  {0.5F, 0.32F, 0.3F},
                                  {0.5F, 0, 0}};
  const std::vector<double> weights{100.0, 100.0, 100.0, 100.0, 1.0};
  const ColorTree tree(colors, weights, 1);
  const std::vector<Color> centers{{0.5F, 0.25F, 0.25F}};
  EXPECT_EQ(nearest_members(tree, centers, 1), (std::vector<std::size_t>{0}));
  EXPECT_EQ(vivid_members(tree, centers, as_it_is, 1), (std::vector<std::size_t>{1}));
}

TEST(Vivid, StaysGrayWhereTheCenterIsGray) {
  const std::vector<Color> colors{
      {0.5F, 0.5F, 0.5F}, {0.55F, 0.5F, 0.45F}, {0.45F, 0.5F, 0.55F}, {0.0F, 0.0F, 0.9F}};
  const ColorTree tree(colors, std::vector<double>(colors.size(), 1.0), 1);
  const std::vector<Color> centers{{0.5F, 0.5F, 0.5F}, {0.0F, 0.0F, 0.9F}};
  EXPECT_EQ(vivid_members(tree, centers, as_it_is, 1), (std::vector<std::size_t>{0, 3}));
}

TEST(Vivid, KeepsTheHueAndIsNoMoreThanTwiceAsColorful) {
  // Around a grayish yellow: a blue, a yellow that is far more colorful, and one that is a little.
  const std::vector<Color> colors{
      {0.50F, 0.50F, 0.55F}, {0.51F, 0.51F, 0.38F}, {0.51F, 0.50F, 0.45F}};
  const std::vector<Color> centers{{0.5F, 0.5F, 0.46F}};
  const ColorTree tree(colors, std::vector<double>{1.0, 1.0, 1.0}, 1);
  EXPECT_EQ(vivid_members(tree, centers, as_it_is, 1), (std::vector<std::size_t>{2}));
}

TEST(Vivid, LooksAtColorsInSrgb) {
  // In a space whose coordinates are exchanged, green is red.
  const std::vector<Color> colors{{0.3F, 0.6F, 0.3F}, {0.25F, 0.6F, 0.25F}};
  const ColorTree tree(colors, std::vector<double>{1.0, 1.0}, 1);
  const std::vector<Color> centers{{0.275F, 0.6F, 0.275F}};
  const ToSrgb to_gray = [](std::span<Color> all) {
    for (Color& color : all) color = {color[0], color[0], color[0]};
  };
  EXPECT_EQ(vivid_members(tree, centers, as_it_is, 1), (std::vector<std::size_t>{1}));
  EXPECT_EQ(vivid_members(tree, centers, to_gray, 1), nearest_members(tree, centers, 1));
}

TEST(Vivid, IsTheSameForAnyNumberOfThreads) {
  std::vector<Color> colors;
  for (int i = 0; i < 30000; ++i) {
    const auto part = [i](int of) { return static_cast<float>(i * of % 997) / 997.0F; };
    colors.push_back({part(7), part(31), part(101)});
  }
  const ColorTree tree(colors, std::vector<double>(colors.size(), 1.0), 1);
  const std::vector<Color> centers{{0.2F, 0.3F, 0.7F}, {0.8F, 0.2F, 0.2F}, {0.5F, 0.7F, 0.1F}};
  const std::vector<std::size_t> members = vivid_members(tree, centers, as_it_is, 1);
  for (const int threads : {2, 5}) {
    EXPECT_EQ(vivid_members(tree, centers, as_it_is, threads), members);
  }
}

}  // namespace
}  // namespace color_clusters
