// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bar/contrast.h"

#include <limits>

#include <gtest/gtest.h>

#include "core/color/byte_color.h"

namespace color_clusters {
namespace {

double ratio(const ByteColor& a, const ByteColor& b) {
  return contrast_ratio(relative_luminance(from_bytes(a)), relative_luminance(from_bytes(b)));
}

TEST(Contrast, IsThatOfTheGuidelines) {
  EXPECT_NEAR(ratio({0, 0, 0}, {255, 255, 255}), 21.0, 1e-6);
  EXPECT_NEAR(ratio({255, 255, 255}, {0, 0, 0}), 21.0, 1e-6);
  EXPECT_NEAR(ratio({7, 70, 170}, {7, 70, 170}), 1.0, 1e-12);
  // Known grays and primaries: #767676 is the lightest gray with 4.5 on white.
  EXPECT_NEAR(ratio({0x76, 0x76, 0x76}, {255, 255, 255}), 4.54, 0.005);
  EXPECT_NEAR(ratio({255, 0, 0}, {255, 255, 255}), 3.998, 0.001);
  EXPECT_NEAR(ratio({0, 0, 255}, {255, 255, 255}), 8.592, 0.001);
  EXPECT_NEAR(ratio({0, 255, 0}, {0, 0, 0}), 15.304, 0.001);
}

TEST(Contrast, TextIsBlackWhereThatHasMore) {
  EXPECT_TRUE(reads_better_in_black({1, 1, 1}));
  EXPECT_FALSE(reads_better_in_black({0, 0, 0}));
  // The luminance between: sqrt(1.05 * 0.05) - 0.05 = 0.1791, a gray of 117.6.
  EXPECT_FALSE(reads_better_in_black(from_bytes({117, 117, 117})));
  EXPECT_TRUE(reads_better_in_black(from_bytes({118, 118, 118})));
  EXPECT_TRUE(reads_better_in_black(from_bytes({255, 0, 0})));
  EXPECT_FALSE(reads_better_in_black(from_bytes({0, 0, 255})));
}

TEST(Contrast, AnyColorHasALuminance) {
  EXPECT_EQ(relative_luminance({2, 9, 1e9F}), relative_luminance({1, 1, 1}));
  EXPECT_EQ(relative_luminance({-1, -0.5F, std::numeric_limits<float>::quiet_NaN()}), 0.0);
}

}  // namespace
}  // namespace color_clusters
