// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bar/color_bar.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <numeric>
#include <random>
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

TEST(ColorBar, PartsBelowAPixelGetOneOrNone) {
  // 7.2, 1.6, 0.6, 0.6: the two pixels left go to the first of the three equal remainders.
  EXPECT_EQ(segment_widths(std::vector{0.72, 0.16, 0.06, 0.06}, 10), (Widths{7, 2, 1, 0}));
  // 9.1, 0.45, 0.45: one of them, less than half a pixel wide, gets the pixel.
  EXPECT_EQ(segment_widths(std::vector{0.91, 0.045, 0.045}, 10), (Widths{9, 1, 0}));
  // More segments than pixels.
  EXPECT_EQ(segment_widths(std::vector<double>(16, 1.0 / 16), 4),
            (Widths{1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
}

/// The same rule in integers.
Widths in_whole_numbers(const std::vector<long long>& counts, int width) {
  const long long total = std::accumulate(counts.begin(), counts.end(), 0LL);
  Widths widths;
  std::vector<std::size_t> order(counts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (const long long count : counts) widths.push_back(static_cast<int>(count * width / total));
  std::ranges::stable_sort(order, std::greater{},
                           [&](std::size_t i) { return counts[i] * width % total; });
  const int left = width - std::accumulate(widths.begin(), widths.end(), 0);
  for (std::size_t i = 0; i < static_cast<std::size_t>(left); ++i) ++widths[order[i]];
  return widths;
}

TEST(ColorBar, EqualRemaindersAreEqualWhateverTheSharesWereDividedBy) {
  std::mt19937 random(1);
  for (int round = 0; round < 20000; ++round) {
    std::vector<long long> counts(1 + random() % 20);
    for (long long& count : counts) count = 1 + random() % (round % 2 == 0 ? 12 : 65025 * 40);
    const long long total = std::accumulate(counts.begin(), counts.end(), 0LL);
    std::vector<double> shares;
    for (const long long count : counts) {
      shares.push_back(static_cast<double>(count) / static_cast<double>(total));
    }
    const int width = 1 + static_cast<int>(random() % 60);
    ASSERT_EQ(segment_widths(shares, width), in_whole_numbers(counts, width)) << round;
  }
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
