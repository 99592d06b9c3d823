// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/number_areas.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "core/areas/connected_areas.h"
#include "tests/core/areas/drawn_map.h"

namespace color_clusters {
namespace {

const std::vector<Color> colors{{0, 0, 0}, {0.3F, 0, 0}, {0.6F, 0, 0}, {1, 0, 0}};

NumberOptions options_for(HiddenAreas hidden) {
  return {.half_diagonals = {0.5, 0.5, 0.5, 0.5},
          .smallest_font = 8.0,
          .largest_font = 20.0,
          .border = 1.0,
          .line_width = 1.0,
          .hidden = hidden,
          .threads = 1};
}

void fill(ClusterMap& map, std::uint16_t cluster, int x, int y, int width, int height) {
  for (int v = y; v < y + height; ++v) {
    for (int u = x; u < x + width; ++u) map.clusters[map.index(u, v)] = cluster;
  }
}

/// Whether each area has exactly one number.
void expect_one_each(const NumberedAreas& result) {
  EXPECT_EQ(result.numbers.size(), find_connected_areas(result.map, 1).areas.size());
}

TEST(NumberAreas, StandInTheMiddleAsLargeAsAllowed) {
  ClusterMap map = plain_map(100, 100);
  fill(map, 1, 60, 0, 40, 100);
  const NumberedAreas result = number_areas(map, colors, options_for(HiddenAreas::dissolve));
  ASSERT_EQ(result.numbers.size(), 2U);
  EXPECT_EQ(result.map.clusters, map.clusters);
  EXPECT_EQ(result.numbers[0].cluster, 0);
  EXPECT_EQ(result.numbers[0].font, 20.0);
  EXPECT_NEAR(result.numbers[0].x, 30.0, 1.0);
  EXPECT_NEAR(result.numbers[0].y, 50.0, 1.0);
  EXPECT_NEAR(result.numbers[1].x, 80.0, 1.0);
}

TEST(NumberAreas, AreAsLargeAsTheirAreaAllows) {
  ClusterMap map = plain_map(100, 100);
  fill(map, 1, 10, 10, 15, 60);
  const NumberedAreas result = number_areas(map, colors, options_for(HiddenAreas::dissolve));
  ASSERT_EQ(result.numbers.size(), 2U);
  // 8 pixels from the middle to the next area, less half a pixel and the border.
  EXPECT_DOUBLE_EQ(result.numbers[1].font, 0.9 * (8.0 - 1.5) / 0.5);
}

TEST(NumberAreas, WithoutRoomDissolve) {
  ClusterMap map = plain_map(100, 100);
  fill(map, 1, 50, 0, 50, 100);
  fill(map, 2, 20, 20, 5, 5);
  // Many pixels, but nowhere wide enough.
  fill(map, 3, 70, 5, 3, 90);
  const NumberedAreas result = number_areas(map, colors, options_for(HiddenAreas::dissolve));
  expect_one_each(result);
  ASSERT_EQ(result.numbers.size(), 2U);
  EXPECT_EQ(result.map.clusters[result.map.index(22, 22)], 0);
  EXPECT_EQ(result.map.clusters[result.map.index(71, 50)], 1);
}

TEST(NumberAreas, SmallOnesTogetherCanHaveRoom) {
  // Four squares that are too small touch each other; three colors lie near each other.
  const std::vector<Color> near{{0, 0, 0}, {0.9F, 0, 0}, {0.95F, 0, 0}, {1, 0, 0}};
  ClusterMap map = plain_map(120, 120);
  fill(map, 1, 50, 50, 9, 9);
  fill(map, 2, 59, 50, 9, 9);
  fill(map, 3, 50, 59, 9, 9);
  fill(map, 2, 59, 59, 9, 9);
  NumberOptions options = options_for(HiddenAreas::dissolve);
  options.smallest_font = 9.0;
  const NumberedAreas result = number_areas(map, near, options);
  expect_one_each(result);
  EXPECT_NE(result.map.clusters[result.map.index(58, 58)], 0);
}

TEST(NumberAreas, WithoutRoomGetALine) {
  ClusterMap map = plain_map(100, 100);
  fill(map, 2, 50, 50, 7, 7);
  const NumberedAreas result = number_areas(map, colors, options_for(HiddenAreas::leader_lines));
  expect_one_each(result);
  ASSERT_EQ(result.numbers.size(), 2U);
  EXPECT_EQ(result.map.clusters, map.clusters);
  const AreaNumber& number = result.numbers[1];
  EXPECT_EQ(number.cluster, 2);
  ASSERT_TRUE(number.has_line);
  EXPECT_EQ(number.font, 8.0);
  EXPECT_EQ(number.line_end_x, 53.5);
  EXPECT_EQ(number.line_end_y, 53.5);
  // Outside of the area, and off its border and the number of the area around.
  const double away = std::hypot(number.x - 53.5, number.y - 53.5);
  EXPECT_GT(away, 3.5 + 4.0);
  const AreaNumber& around = result.numbers[0];
  EXPECT_GT(std::hypot(number.x - around.x, number.y - around.y), 8.0 * 0.5 / 0.9 * 2);
}

TEST(NumberAreas, WithoutRoomForALineDissolve) {
  // Stripes everywhere: no number has room anywhere but in the frame, which is too far away.
  ClusterMap map = plain_map(400, 60);
  for (int x = 100; x < 400; x += 12) fill(map, 1, x, 0, 6, 60);
  NumberOptions options = options_for(HiddenAreas::leader_lines);
  options.smallest_font = 16.0;
  const NumberedAreas result = number_areas(map, colors, options);
  expect_one_each(result);
  EXPECT_GE(result.numbers.size(), 1U);
}

TEST(NumberAreas, WhatNothingIsSeenOfDissolves) {
  ClusterMap map = plain_map(100, 100);
  fill(map, 2, 50, 50, 3, 3);
  const NumberedAreas result = number_areas(map, colors, options_for(HiddenAreas::leader_lines));
  EXPECT_EQ(result.map.clusters, plain_map(100, 100).clusters);
}

/// The nearest pixel of an area other than `one` and `other`.
double distance_from_others(const ConnectedAreas& areas, const ClusterMap& map, double x, double y,
                            std::uint32_t one, std::uint32_t other) {
  double least = std::min({x, y, map.width - x, map.height - y});
  for (int v = 0; v < map.height; ++v) {
    for (int u = 0; u < map.width; ++u) {
      const std::uint32_t area = areas.area_of[map.index(u, v)];
      if (area == one || area == other) continue;
      const double dx = std::max(std::abs(u + 0.5 - x) - 0.5, 0.0);
      const double dy = std::max(std::abs(v + 0.5 - y) - 0.5, 0.0);
      least = std::min(least, std::hypot(dx, dy));
    }
  }
  return least;
}

TEST(NumberAreas, LinesAndNumbersStayOffBordersAndEachOther) {
  const ClusterMap map = noisy_waves(160, 150, 4, 1000000, 2);
  ClusterMap speckled = map;
  for (int i = 0; i < 40; ++i) {
    fill(speckled, static_cast<std::uint16_t>(i % 4), (i * 37) % 150, (i * 53) % 140, 6, 7);
  }
  const NumberOptions options = options_for(HiddenAreas::leader_lines);
  const NumberedAreas result = number_areas(speckled, colors, options);
  expect_one_each(result);
  const ConnectedAreas areas = find_connected_areas(result.map, 1);
  const auto area_at = [&](double x, double y) {
    return areas.area_of[result.map.index(static_cast<int>(x), static_cast<int>(y))];
  };
  std::size_t with_lines = 0;
  for (std::size_t i = 0; i < result.numbers.size(); ++i) {
    const AreaNumber& number = result.numbers[i];
    const double radius = number.font * 0.5;
    const std::uint32_t around = area_at(number.x, number.y);
    EXPECT_GE(distance_from_others(areas, result.map, number.x, number.y, around, around),
              radius + options.border)
        << i;
    for (std::size_t j = 0; j < i; ++j) {
      const AreaNumber& other = result.numbers[j];
      EXPECT_GT(std::hypot(number.x - other.x, number.y - other.y), radius + other.font * 0.5);
    }
    if (!number.has_line) {
      EXPECT_EQ(around, i);
      continue;
    }
    ++with_lines;
    EXPECT_NE(around, i);
    EXPECT_EQ(area_at(number.line_end_x, number.line_end_y), i);
    for (int part = 0; part <= 20; ++part) {
      const double x =
          number.line_begin_x + (number.line_end_x - number.line_begin_x) * part / 20.0;
      const double y =
          number.line_begin_y + (number.line_end_y - number.line_begin_y) * part / 20.0;
      EXPECT_GE(
          distance_from_others(areas, result.map, x, y, around, static_cast<std::uint32_t>(i)),
          options.border + options.line_width / 2.0)
          << i;
    }
  }
  EXPECT_GE(with_lines, 5U);
}

TEST(NumberAreas, WhatHasNoNeighborStaysWithout) {
  ClusterMap map = plain_map(40, 40);
  fill(map, no_cluster, 0, 0, 40, 40);
  fill(map, 1, 10, 10, 4, 4);
  for (const HiddenAreas hidden : {HiddenAreas::dissolve, HiddenAreas::leader_lines}) {
    const NumberedAreas result = number_areas(map, colors, options_for(hidden));
    EXPECT_EQ(result.map.clusters, map.clusters);
    EXPECT_TRUE(result.numbers.empty());
  }
}

TEST(NumberAreas, ThreadsMakeNoDifference) {
  const ClusterMap map = noisy_waves(200, 260, 4, 30, 4);
  for (const HiddenAreas hidden : {HiddenAreas::dissolve, HiddenAreas::leader_lines}) {
    NumberOptions options = options_for(hidden);
    const NumberedAreas one = number_areas(map, colors, options);
    options.threads = 4;
    const NumberedAreas four = number_areas(map, colors, options);
    EXPECT_EQ(one.map.clusters, four.map.clusters);
    EXPECT_EQ(one.numbers, four.numbers);
    expect_one_each(one);
  }
}

TEST(NumberAreas, RefuseWhatIsOutOfRange) {
  const ClusterMap map = plain_map(9, 9);
  const auto refuses = [&](auto change) {
    NumberOptions options = options_for(HiddenAreas::dissolve);
    change(options);
    EXPECT_THROW(number_areas(map, colors, options), std::invalid_argument);
  };
  refuses([](NumberOptions& options) { options.half_diagonals.pop_back(); });
  refuses([](NumberOptions& options) { options.half_diagonals[1] = 0.0; });
  refuses([](NumberOptions& options) { options.smallest_font = 0.0; });
  refuses([](NumberOptions& options) { options.smallest_font = 21.0; });
  refuses([](NumberOptions& options) { options.border = -1.0; });
  refuses([](NumberOptions& options) { options.line_width = NAN; });
  EXPECT_TRUE(
      number_areas(plain_map(0, 0), colors, options_for(HiddenAreas::dissolve)).numbers.empty());
}

}  // namespace
}  // namespace color_clusters
