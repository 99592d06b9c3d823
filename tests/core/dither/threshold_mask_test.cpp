// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dither/threshold_mask.h"

#include <array>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

constexpr std::size_t side = ThresholdMask::side;

std::vector<bool> ranks_in(const ThresholdMask& mask) {
  std::vector<bool> is_there(ThresholdMask::size);
  for (const std::uint16_t rank : mask.ranks) is_there.at(rank) = true;
  return is_there;
}

TEST(ThresholdMask, HasEachRankOnce) {
  const std::vector<bool> all(ThresholdMask::size, true);
  EXPECT_EQ(ranks_in(bayer_mask()), all);
  EXPECT_EQ(ranks_in(blue_noise_mask()), all);
}

TEST(ThresholdMask, BayerIsTheKnownMatrixOfFourByFour) {
  constexpr std::array<std::array<int, 4>, 4> known{
      {{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}}};
  for (std::size_t y = 0; y < side; ++y) {
    for (std::size_t x = 0; x < side; ++x) {
      EXPECT_EQ(bayer_mask().rank(x, y) / (ThresholdMask::size / 16), known[y % 4][x % 4]);
    }
  }
}

TEST(ThresholdMask, BayerHasEachLevelOnceInEachBlock) {
  constexpr std::size_t block = 8;
  for (std::size_t top = 0; top < side; top += block) {
    for (std::size_t left = 0; left < side; left += block) {
      std::array<int, block * block> counts{};
      for (std::size_t i = 0; i < block * block; ++i) {
        const std::size_t rank = bayer_mask().rank(left + i % block, top + i / block);
        ++counts[rank * counts.size() / ThresholdMask::size];
      }
      for (const int count : counts) EXPECT_EQ(count, 1);
    }
  }
}

TEST(ThresholdMask, IsLaidAgainAndAgain) {
  EXPECT_EQ(blue_noise_mask().rank(5 + 3 * side, 7 + 9 * side), blue_noise_mask().rank(5, 7));
  EXPECT_EQ(blue_noise_mask().rank(5, 7), blue_noise_mask().ranks[7 * side + 5]);
}

}  // namespace
}  // namespace color_clusters
