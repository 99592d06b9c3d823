// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/srgb.h"

#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "tests/core/color/many_colors.h"

namespace color_clusters {
namespace {

TEST(Srgb, BlackAndWhiteStay) {
  EXPECT_EQ(linear_from_srgb({0, 1, 0}), (Color{0, 1, 0}));
  EXPECT_EQ(srgb_from_linear({0, 1, 0}), (Color{0, 1, 0}));
}

TEST(Srgb, KnownValues) {
  const Color linear = linear_from_srgb({0.5F, 0.04045F, 188.0F / 255.0F});
  EXPECT_NEAR(linear[0], 0.214041F, 1e-6F);
  EXPECT_NEAR(linear[1], 0.0031308F, 1e-7F);
  EXPECT_NEAR(linear[2], 0.502886F, 1e-6F);
}

TEST(Srgb, ValuesOfBytesDecodeAsTheirNeighborsDo) {
  for (int i = 1; i < 255; ++i) {
    const float value = static_cast<float>(i) / 255.0F;
    const Color linear =
        linear_from_srgb({std::nextafter(value, 0.0F), value, std::nextafter(value, 1.0F)});
    EXPECT_LE(linear[0], linear[1]);
    EXPECT_LE(linear[1], linear[2]);
    EXPECT_NEAR(linear[0], linear[2], 3e-7F);
  }
}

TEST(Srgb, ManyColorsAreDecodedAsEach) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  std::vector<Color> colors{{infinity, -infinity, std::nanf("")},
                            {0.04045F, 0.0F, -0.0F},
                            {1e38F, -1e38F, 1e-40F},
                            {3e25F, 2e25F, 7.0F}};
  for (int i = 0; i < 1000; ++i) {
    const auto value = static_cast<float>(i) / 510.0F;
    colors.push_back({value, static_cast<float>(i % 256) / 255.0F, 1.0F - value});
  }
  expect_those_of_each([](std::span<Color> all) { linear_from_srgb(all); },
                       [](const Color& color) { return linear_from_srgb(color); }, colors);
}

TEST(Srgb, TheLineGoesOnBelowZero) {
  const Color linear = linear_from_srgb({-1.292F, -0.01292F, -0.0F});
  EXPECT_NEAR(linear[0], -0.1F, 1e-7F);
  EXPECT_NEAR(linear[1], -0.001F, 1e-9F);
  EXPECT_EQ(linear[2], 0.0F);
}

TEST(Srgb, RoundTripsInsideAndOutsideTheRange) {
  for (float value = -2.0F; value < 20.0F; value += 0.037F) {
    const Color back = srgb_from_linear(linear_from_srgb({value, value, value}));
    EXPECT_NEAR(back[0], value, 2e-6F * (1.0F + value * value));
  }
}

}  // namespace
}  // namespace color_clusters
