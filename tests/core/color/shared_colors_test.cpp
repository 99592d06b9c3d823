// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/shared_colors.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/parallel.h"

namespace color_clusters {
namespace {

Color numbered(std::size_t i) { return {static_cast<float>(i), 0.5F, -1.0F}; }

float value_of(const Color& color) { return 3.0F * color[0] + 1.0F; }

/// Looks up colors with the numbers first … first + count - 1, and says how many were computed.
template <unsigned bits>
std::size_t computed(SharedColors<float, bits>& shared, std::size_t first, std::size_t count) {
  std::vector<Color> colors;
  for (std::size_t i = first; i < first + count; ++i) colors.push_back(numbered(i));
  std::vector<float> values(count);
  std::size_t sum = 0;
  shared.look_up(
      std::span<const Color>(colors), [](std::size_t) { return true; },
      [&](std::span<const Color> unknown, std::span<float> found) {
        sum += unknown.size();
        std::ranges::transform(unknown, found.begin(), value_of);
      },
      std::span(values));
  for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(values[i], value_of(colors[i]));
  return sum;
}

TEST(SharedColors, ComputesEachColorOnce) {
  SharedColors<float, 10> shared;
  EXPECT_EQ(computed(shared, 0, 700), 700U);
  EXPECT_EQ(computed(shared, 0, 700), 0U);
  EXPECT_EQ(computed(shared, 300, 500), 100U);
  EXPECT_EQ(computed(shared, 5, 0), 0U);
  EXPECT_EQ(computed(shared, 5, 1), 0U);
}

TEST(SharedColors, KeepsTheFirstColorsForGood) {
  SharedColors<float, 6> shared;
  EXPECT_EQ(computed(shared, 0, 60), 60U);
  EXPECT_EQ(computed(shared, 0, 60), 0U);
  EXPECT_EQ(computed(shared, 0, 100), 40U);
  EXPECT_EQ(computed(shared, 0, 63), 0U);
  EXPECT_EQ(computed(shared, 63, 37), 37U);
  EXPECT_EQ(computed(shared, 63, 37), 37U);
}

TEST(SharedColors, LooksNothingUpAnyMoreWhereAllColorsWereNew) {
  SharedColors<float, 6> shared;
  EXPECT_EQ(computed(shared, 0, 100), 100U);
  EXPECT_EQ(computed(shared, 0, 100), 100U);
  EXPECT_EQ(computed(shared, 0, 0), 0U);
}

TEST(SharedColors, LeavesAloneWhatIsNotWanted) {
  SharedColors<float, 6> shared;
  const std::vector<Color> colors{numbered(1), numbered(2), numbered(3)};
  std::vector<float> values(3, -7.0F);
  shared.look_up(
      std::span<const Color>(colors), [](std::size_t i) { return i != 1; },
      [](std::span<const Color> unknown, std::span<float> found) {
        std::ranges::transform(unknown, found.begin(), value_of);
      },
      std::span(values));
  EXPECT_EQ(values, (std::vector<float>{4.0F, -7.0F, 10.0F}));
  EXPECT_EQ(computed(shared, 1, 3), 1U);
}

TEST(SharedColors, TellsColorsApartByTheirBits) {
  SharedColors<float, 6> shared;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<Color> colors{{0.0F, 0.0F, 0.0F}, {-0.0F, 0.0F, 0.0F}, {nan, 0.0F, 0.0F}};
  std::vector<float> values(3);
  std::size_t count = 0;
  for (int i = 0; i < 2; ++i) {
    shared.look_up(
        std::span<const Color>(colors), [](std::size_t) { return true; },
        [&](std::span<const Color> unknown, std::span<float> found) {
          count += unknown.size();
          std::ranges::transform(unknown, found.begin(), [](const Color& color) {
            return std::isnan(color[0]) ? 2.0F : std::copysign(1.0F, color[0]);
          });
        },
        std::span(values));
    EXPECT_EQ(values, (std::vector<float>{1.0F, -1.0F, 2.0F}));
  }
  EXPECT_EQ(count, 3U);
}

TEST(SharedColors, ThreadsShareWhatTheyFind) {
  // The threads meet the same colors at about the same time, up to the limit and beyond it.
  SharedColors<float, 14> shared;
  std::atomic<std::size_t> sum = 0;
  constexpr std::size_t part = 500;
  parallel_for(400, 8, [&](std::size_t task) { sum += computed(shared, task / 8 * part, part); });
  EXPECT_GE(sum, 50 * part);
  const std::size_t kept = SharedColors<float, 14>::most;
  // Where two threads find a color at the same time, one place may stay empty.
  EXPECT_LT(computed(shared, 0, kept), kept);
}

}  // namespace
}  // namespace color_clusters
