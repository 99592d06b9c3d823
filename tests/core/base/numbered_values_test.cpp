// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/numbered_values.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/parallel.h"

namespace color_clusters {
namespace {

float value_of(std::uint32_t number) { return 3.0F * static_cast<float>(number) + 1.0F; }

/// Looks numbers up, checks their values, and says how many were computed.
std::size_t computed(NumberedValues<float>& known, const std::vector<std::uint32_t>& numbers) {
  std::vector<float> values(numbers.size());
  std::size_t sum = 0;
  known.look_up(
      numbers, [](std::size_t) { return true; },
      [&](std::span<const std::uint32_t> unknown, std::span<float> found) {
        sum += unknown.size();
        std::ranges::transform(unknown, found.begin(), value_of);
      },
      std::span(values));
  for (std::size_t i = 0; i < numbers.size(); ++i) EXPECT_EQ(values[i], value_of(numbers[i]));
  return sum;
}

std::vector<std::uint32_t> from_to(std::uint32_t first, std::uint32_t end) {
  std::vector<std::uint32_t> numbers(end - first);
  std::iota(numbers.begin(), numbers.end(), first);
  return numbers;
}

TEST(NumberedValues, AreComputedOnce) {
  NumberedValues<float> known(1000, 800);
  EXPECT_EQ(computed(known, from_to(0, 700)), 700U);
  EXPECT_EQ(computed(known, from_to(0, 700)), 0U);
  EXPECT_EQ(computed(known, from_to(690, 710)), 10U);
  EXPECT_EQ(computed(known, {}), 0U);
  EXPECT_EQ(computed(known, {999}), 1U);
  EXPECT_EQ(computed(known, {999, 0, 999}), 0U);
}

TEST(NumberedValues, ComeInAnyOrderAndSeveralTimes) {
  NumberedValues<float> known(100, 100);
  EXPECT_EQ(computed(known, {7, 7, 7, 8, 8, 7, 99, 0}), 5U);
  EXPECT_EQ(computed(known, {0, 99, 5, 7, 5, 5, 8}), 1U);
}

TEST(NumberedValues, TheFirstOnesAreKeptForGood) {
  NumberedValues<float> known(1000, 50);
  EXPECT_EQ(computed(known, from_to(0, 80)), 80U);
  EXPECT_EQ(computed(known, from_to(0, 50)), 0U);
  EXPECT_EQ(computed(known, from_to(50, 80)), 30U);
  EXPECT_EQ(computed(known, from_to(0, 80)), 30U);
}

TEST(NumberedValues, WhatIsNotWantedStays) {
  NumberedValues<float> known(10, 10);
  std::vector<float> values(3, -7.0F);
  for (int i = 0; i < 2; ++i) {
    known.look_up(
        std::vector<std::uint32_t>{1, 2, 3}, [](std::size_t k) { return k != 1; },
        [](std::span<const std::uint32_t> unknown, std::span<float> found) {
          std::ranges::transform(unknown, found.begin(), value_of);
        },
        std::span(values));
    EXPECT_EQ(values, (std::vector<float>{4.0F, -7.0F, 10.0F}));
  }
  EXPECT_EQ(computed(known, {1, 2, 3}), 1U);
}

TEST(NumberedValues, ThreadsShareWhatTheyFind) {
  // The threads meet the same numbers at about the same time, up to the limit and beyond it.
  NumberedValues<float> known(30000, 16000);
  std::atomic<std::size_t> sum = 0;
  constexpr std::uint32_t part = 500;
  parallel_for(400, 8, [&](std::size_t task) {
    const auto first = static_cast<std::uint32_t>(task / 8) * part;
    sum += computed(known, from_to(first, first + part));
  });
  EXPECT_GE(sum, 50 * part);
  EXPECT_LT(computed(known, from_to(0, 16000)), 16000U);
}

}  // namespace
}  // namespace color_clusters
