// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bar/color_bar.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

using Widths = std::vector<int>;

TEST(ColorBar, ExactSharesGetExactWidths) {
  EXPECT_EQ(segment_widths(std::vector{0.5, 0.3, 0.2}, 10), (Widths{5, 3, 2}));
}

TEST(ColorBar, LargestRemaindersGetTheLeftOverPixels) {
  // Exact widths 4.7, 3.6, 1.7 of 10: whole pixels 4, 3, 1, and the two left go to .7 and .7.
  EXPECT_EQ(segment_widths(std::vector{0.47, 0.36, 0.17}, 10), (Widths{5, 3, 2}));
}

TEST(ColorBar, EarlierOfEqualRemaindersComesFirst) {
  EXPECT_EQ(segment_widths(std::vector{1.0, 1.0, 1.0}, 10), (Widths{4, 3, 3}));
}

TEST(ColorBar, NarrowBarLeavesSmallSharesOut) {
  EXPECT_EQ(segment_widths(std::vector{0.6, 0.3, 0.1}, 1), (Widths{1, 0, 0}));
  EXPECT_EQ(segment_widths(std::vector{0.6, 0.4}, 0), (Widths{0, 0}));
}

TEST(ColorBar, SharesNeedNotSumToOne) {
  EXPECT_EQ(segment_widths(std::vector{30.0, 10.0}, 8), (Widths{6, 2}));
}

TEST(ColorBar, AlwaysAddsUpInOrderAndWithinAPixel) {
  for (int count = 1; count <= 256; count = count * 3 + 1) {
    std::vector<double> shares(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < shares.size(); ++i)
      shares[i] = std::pow(0.97, static_cast<double>(i));
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (const int width : {1, 2, 63, 100, 1000, 6056, 30000}) {
      const Widths widths = segment_widths(shares, width);
      EXPECT_EQ(std::accumulate(widths.begin(), widths.end(), 0), width);
      EXPECT_TRUE(std::is_sorted(widths.rbegin(), widths.rend()));
      for (std::size_t i = 0; i < shares.size(); ++i) {
        EXPECT_LT(std::abs(widths[i] - shares[i] / sum * width), 1.0);
      }
    }
  }
}

TEST(ColorBar, RejectsSharesWithoutASum) {
  EXPECT_THROW(segment_widths(std::vector<double>{}, 10), std::invalid_argument);
  EXPECT_THROW(segment_widths(std::vector{0.0, 0.0}, 10), std::invalid_argument);
  EXPECT_THROW(segment_widths(std::vector{std::nan(""), 1.0}, 10), std::invalid_argument);
  EXPECT_THROW(segment_widths(std::vector{-1.0, 2.0}, 10), std::invalid_argument);
  EXPECT_THROW(segment_widths(std::vector{1.0}, -1), std::invalid_argument);
}

}  // namespace
}  // namespace color_clusters
