// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/histogram/byte_color_sample.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

TEST(ByteColorSample, CountsColorsThatDifferInEightBits) {
  ByteColorSample sample;
  EXPECT_EQ(sample.distinct_colors(), 0U);
  const float step = 1.0F / 255.0F;
  sample.add(std::vector<float>{0, 0, 0, 1, 0.4F * step, 0, 0, 1, 0.6F * step, 0, 0, 1}, {});
  EXPECT_EQ(sample.distinct_colors(), 2U);
  sample.add(std::vector<float>{step, 0, 0, 1, 0, step, 0, 1, 1, 1, 1, 0.1F}, {});
  EXPECT_EQ(sample.distinct_colors(), 4U);
}

TEST(ByteColorSample, LeavesOutWhatIsNotSeenOrHasNoOrdinaryColor) {
  ByteColorSample sample;
  sample.add(std::vector<float>{0.2F, 0.2F, 0.2F, 0, 0.4F, 0.4F, 0.4F, 1},
             std::vector<float>{1.0F, 0.0F});
  sample.add(std::vector<float>{std::nanf(""), 0, 0, 1, 1.5F, 0, 0, 1, 0, -0.5F, 0, 1,
                                std::numeric_limits<float>::infinity(), 0, 0, 1},
             {});
  EXPECT_EQ(sample.distinct_colors(), 0U);
}

TEST(ByteColorSample, HasRoomForAllColors) {
  ByteColorSample sample;
  std::vector<float> rgba;
  for (int i = 0; i < 256; ++i) {
    const float value = static_cast<float>(i) / 255.0F;
    for (const float blue : {0.0F, 1.0F})
      rgba.insert(rgba.end(), {value, 1.0F - value, blue, 1.0F});
  }
  sample.add(rgba, {});
  sample.add(rgba, {});
  EXPECT_EQ(sample.distinct_colors(), 512U);
}

}  // namespace
}  // namespace color_clusters
