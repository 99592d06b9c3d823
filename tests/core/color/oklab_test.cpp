// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/oklab.h"

#include <gtest/gtest.h>

#include "tests/core/color/many_colors.h"

namespace color_clusters {
namespace {

void expect_near(const Color& actual, const Color& expected, float tolerance) {
  for (std::size_t c = 0; c < 3; ++c)
    EXPECT_NEAR(actual[c], expected[c], tolerance) << "channel " << c;
}

TEST(Oklab, WhiteIsLightnessOneWithoutChroma) {
  expect_near(oklab_from_linear_srgb({1, 1, 1}), {1, 0, 0}, 1e-6F);
}

TEST(Oklab, BlackIsZero) { expect_near(oklab_from_linear_srgb({0, 0, 0}), {0, 0, 0}, 0); }

TEST(Oklab, PrimariesHaveTheirPublishedCoordinates) {
  // CSS Color Module Level 4 gives these for the sRGB primaries.
  expect_near(oklab_from_linear_srgb({1, 0, 0}), {0.62796F, 0.22486F, 0.12585F}, 1e-4F);
  expect_near(oklab_from_linear_srgb({0, 1, 0}), {0.86644F, -0.23389F, 0.17950F}, 1e-4F);
  expect_near(oklab_from_linear_srgb({0, 0, 1}), {0.45201F, -0.03246F, -0.31153F}, 1e-4F);
}

TEST(Oklab, RoundTripsInsideAndOutsideSrgb) {
  const float values[] = {-0.3F, 0.0F, 0.001F, 0.2F, 0.7F, 1.0F, 4.0F};
  for (const float r : values) {
    for (const float g : values) {
      for (const float b : values) {
        expect_near(linear_srgb_from_oklab(oklab_from_linear_srgb({r, g, b})), {r, g, b}, 2e-5F);
      }
    }
  }
}

TEST(Oklab, OfManyColorsAreThoseOfEach) {
  expect_those_of_each(oklabs_from_linear_srgb, oklab_from_linear_srgb);
}

}  // namespace
}  // namespace color_clusters
