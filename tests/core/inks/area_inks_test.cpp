// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inks/area_inks.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

constexpr Color white{1, 1, 1};
constexpr Color red{0.8F, 0.1F, 0.15F};
constexpr Color crimson{0.8F, 0.1F, 0.3F};

/// Which color a place has that is not white, and deviates like what JPEG leaves of a small spot.
using Drawing = std::function<const Color*(int row, int column)>;

/// A sample of 100 × 100 places, the upper half of them red.
std::vector<Surroundings> sample_of(const Drawing& drawing) {
  std::vector<Surroundings> sample;
  for (std::int32_t row = 0; row < 100; ++row) {
    for (std::int32_t column = 0; column < 100; ++column) {
      Surroundings place{.mean = row < 50 ? red : white, .row = row, .column = column};
      if (const Color* const color = drawing(row, column)) {
        place.mean = *color;
        place.deviation = place.least_deviation = 8.0F / 255.0F;
      }
      sample.push_back(place);
    }
  }
  return sample;
}

std::vector<Color> inks_in(const Drawing& drawing) {
  return find_area_inks(sample_of(drawing)).colors;
}

TEST(AreaInks, FlatPlacesAreInks) {
  const AreaInks inks = find_area_inks(sample_of([](int, int) { return nullptr; }));
  ASSERT_EQ(inks.colors.size(), 2U);
  for (std::size_t c = 0; c < 3; ++c) {
    EXPECT_NEAR(inks.colors[0][c] + inks.colors[1][c], red[c] + white[c], 1e-3F);
  }
  EXPECT_EQ(inks.explained, 1.0);
}

TEST(AreaInks, CalmPlacesAreAnInkIfTheyAreTogether) {
  const auto block = [](int row, int column) {
    return row >= 70 && row < 75 && column >= 20 && column < 26 ? &crimson : nullptr;
  };
  const std::vector<Color> inks = inks_in(block);
  ASSERT_EQ(inks.size(), 3U);
  EXPECT_NEAR(inks[2][2], crimson[2], 1e-3F);
  // As many along an edge.
  const auto edge = [](int row, int column) {
    return row == 50 && column % 3 == 0 && column < 90 ? &crimson : nullptr;
  };
  EXPECT_EQ(inks_in(edge).size(), 2U);
}

TEST(AreaInks, BlendsOfTwoInksAreNone) {
  constexpr Color pink{0.9F, 0.55F, 0.575F};
  const auto block = [&](int row, int column) {
    return row >= 70 && row < 75 && column >= 20 && column < 26 ? &pink : nullptr;
  };
  EXPECT_EQ(inks_in(block).size(), 2U);
}

TEST(AreaInks, WhatIsNotFiniteIsLeftOut) {
  constexpr Color broken{0.2F, std::numeric_limits<float>::quiet_NaN(), 0.6F};
  const auto half = [&](int, int column) { return column < 50 ? &broken : nullptr; };
  const AreaInks inks = find_area_inks(sample_of(half));
  EXPECT_EQ(inks.colors.size(), 2U);
  EXPECT_EQ(inks.explained, 1.0);
  EXPECT_TRUE(find_area_inks({}).colors.empty());
}

}  // namespace
}  // namespace color_clusters
