// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/color_order.h"

#include <vector>

#include <gtest/gtest.h>

#include "core/color/oklab.h"

namespace color_clusters {
namespace {

using Order = std::vector<std::size_t>;

std::vector<Color> oklab(std::vector<Color> linear) {
  for (Color& color : linear) color = oklab_from_linear_srgb(color);
  return linear;
}

TEST(ColorOrder, LightnessGoesFromDarkToLight) {
  EXPECT_EQ(order_by_lightness(oklab({{1, 1, 1}, {0, 0, 0}, {0, 1, 0}, {0, 0, 1}})),
            (Order{1, 3, 2, 0}));
}

TEST(ColorOrder, EqualColorsStayInOrder) {
  EXPECT_EQ(order_by_lightness(oklab({{0, 1, 0}, {0, 1, 0}, {0, 1, 0}})), (Order{0, 1, 2}));
  EXPECT_EQ(order_by_hue(oklab({{0, 1, 0}, {0, 1, 0}, {0, 1, 0}})), (Order{0, 1, 2}));
}

TEST(ColorOrder, HueGoesAroundTheCircleFromRed) {
  const std::vector<Color> colors =
      oklab({{1, 0, 1}, {0, 0, 1}, {0, 1, 1}, {0, 1, 0}, {1, 1, 0}, {1, 0, 0}});
  EXPECT_EQ(order_by_hue(colors), (Order{5, 4, 3, 2, 1, 0}));
}

TEST(ColorOrder, GraysComeFirst) {
  const std::vector<Color> colors =
      oklab({{1, 0, 0}, {1, 1, 1}, {0, 0, 1}, {0, 0, 0}, {0.2F, 0.2F, 0.2F}});
  EXPECT_EQ(order_by_hue(colors), (Order{3, 4, 1, 0, 2}));
}

TEST(ColorOrder, NearBlacksAreGray) {
  // #1a0d05 and #0c0400 look black, #400000 is a dark red.
  const std::vector<Color> colors =
      oklab({{0, 0, 1}, {0.0103F, 0.004F, 0.0015F}, {0.0513F, 0, 0}, {0.0037F, 0.0012F, 0}});
  EXPECT_EQ(order_by_hue(colors), (Order{3, 1, 2, 0}));
}

TEST(ColorOrder, OneHueGoesFromDarkToLight) {
  EXPECT_EQ(order_by_hue(oklab({{0.9F, 0, 0}, {0.1F, 0, 0}, {0.4F, 0, 0}})), (Order{1, 2, 0}));
}

TEST(ColorOrder, NothingHasAnEmptyOrder) {
  EXPECT_TRUE(order_by_lightness({}).empty());
  EXPECT_TRUE(order_by_hue({}).empty());
}

}  // namespace
}  // namespace color_clusters
