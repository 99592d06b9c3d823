// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/highlight_curve.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

/// Gamma-encoded.
float of_light(double linear) {
  return static_cast<float>(1.055 * std::pow(linear, 1.0 / 2.4) - 0.055);
}

TEST(HighlightCurve, UpToWhiteNothingChanges) {
  for (int i = -5000; i <= 1000; ++i) {
    const float value = static_cast<float>(i) / 1000.0F;
    EXPECT_EQ(std::bit_cast<std::uint32_t>(compress_highlight(value)),
              std::bit_cast<std::uint32_t>(value));
    EXPECT_EQ(std::bit_cast<std::uint32_t>(expand_highlight(value)),
              std::bit_cast<std::uint32_t>(value));
  }
  EXPECT_TRUE(std::signbit(compress_highlight(-0.0F)));
}

TEST(HighlightCurve, LeavesWhiteWithTheSlopeOne) {
  EXPECT_EQ(compress_highlight(std::nextafter(1.0F, 2.0F)), std::nextafter(1.0F, 2.0F));
  for (const float step : {1e-5F, 1e-4F, 1e-3F}) {
    const float slope = (compress_highlight(1.0F + step) - 1.0F) / step;
    EXPECT_NEAR(slope, 1.0F, 0.5F * step / 0.01F + 0.02F) << step;
  }
}

TEST(HighlightCurve, RisesEverywhere) {
  float before = 1.0F;
  for (float value = 1.001F; value < largest_highlight; value *= 1.001F) {
    const float compressed = compress_highlight(value);
    ASSERT_GT(compressed, before) << value;
    ASSERT_LT(compressed, value);
    before = compressed;
  }
}

TEST(HighlightCurve, KnownValues) {
  EXPECT_NEAR(compress_highlight(1.01F), 1.0 + 0.01 * std::log(2.0), 1e-7);
  EXPECT_NEAR(compress_highlight(of_light(10000)), 1.0847, 1e-4);
  const float stop = compress_highlight(of_light(20000)) - compress_highlight(of_light(10000));
  EXPECT_NEAR(255.0F * stop, 0.75F, 0.01F);
}

TEST(HighlightCurve, TheInverseFindsBack) {
  for (float value = 1.0F; value < largest_highlight; value *= 1.01F) {
    ASSERT_NEAR(expand_highlight(compress_highlight(value)), value, 1e-5F * value);
  }
}

TEST(HighlightCurve, InfiniteIsTheLargestAndNoNumberStaysNone) {
  EXPECT_EQ(compress_highlight(infinity), compress_highlight(largest_highlight));
  EXPECT_EQ(compress_highlight(-infinity), -infinity);
  EXPECT_TRUE(std::isnan(compress_highlight(std::nanf(""))));
  EXPECT_EQ(expand_highlight(infinity), largest_highlight);
  EXPECT_EQ(expand_highlight(3.0F), largest_highlight);
  EXPECT_TRUE(std::isnan(expand_highlight(std::nanf(""))));
}

}  // namespace
}  // namespace color_clusters
