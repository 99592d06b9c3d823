// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/numbers/layer_numbers.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

const std::vector<Color> centers{{0, 0, 0}, {0.4F, 0, 0}, {0.7F, 0, 0}, {1, 0, 0}};
constexpr double half_diagonal = 0.5;

/// Blocks with slanting sides, of very different sizes.
ClusterMap blocks(int width, int height) {
  ClusterMap map{.clusters = {}, .width = width, .height = height};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const int slanted = x / 47 + (y + x / 3) / 39 + (x * y) / 4001;
      const bool is_speck = x % 31 < 7 && y % 29 < 8;
      map.clusters.push_back(static_cast<std::uint16_t>((slanted + (is_speck ? 1 : 0)) % 4));
    }
  }
  return map;
}

LayerNumbering numbering(const ClusterMap& map, HiddenAreas hidden) {
  return {.sizes = {6.0, 20.0},
          .hidden = hidden,
          .outline_width = 3,
          .seen = {0, 0, map.width, map.height}};
}

std::vector<Color> cut(const std::vector<Color>& picture, int width, const PixelArea& area) {
  std::vector<Color> part;
  for (int y = area.y; y < area.y + area.height; ++y) {
    const auto row = picture.begin() + std::ptrdiff_t{y} * width + area.x;
    part.insert(part.end(), row, row + area.width);
  }
  return part;
}

TEST(LayerNumbers, PartOfTheTemplateIsThatOfTheWhole) {
  for (const HiddenAreas hidden : {HiddenAreas::dissolve, HiddenAreas::leader_lines}) {
    ClusterMap map = blocks(330, 260);
    const std::vector<AreaNumber> numbers =
        number_layer(centers, numbering(map, hidden), half_diagonal, 1, {}, map);
    ASSERT_GT(numbers.size(), 20U);
    for (const int width : {1, 2, 3, 20}) {
      const NumberArguments arguments{.hidden = hidden, .outline_width = width};
      const std::vector<Color> whole = paint_template({map, numbers}, arguments, 1.0, 1);
      for (const PixelArea& area :
           {PixelArea{0, 0, 330, 260}, PixelArea{0, 0, 90, 70}, PixelArea{101, 53, 120, 99},
            PixelArea{211, 97, 119, 163}, PixelArea{155, 0, 1, 260}, PixelArea{40, 133, 3, 2}}) {
        EXPECT_EQ(paint_template_part(map, numbers, {area, area.width, area.height}, arguments, 2),
                  cut(whole, map.width, area))
            << area.x << ' ' << area.y << ' ' << width;
      }
    }
  }
}

TEST(LayerNumbers, ScaledViewHasItsSizeAndItsPlace) {
  // The border is at 100 of 200 pixels: at 40 of the 80 pixels of the picture.
  ClusterMap map{.clusters = {}, .width = 200, .height = 100};
  for (int i = 0; i < 200 * 100; ++i) map.clusters.push_back(i % 200 < 100 ? 0 : 1);
  const NumberArguments arguments{.outline_width = 4};
  const std::vector<Color> picture =
      paint_template_part(map, {}, {{20, 10, 160, 80}, 80, 40}, arguments, 1);
  ASSERT_EQ(picture.size(), 80U * 40U);
  for (std::size_t i = 0; i < picture.size(); ++i) {
    const std::size_t x = i % 80;
    EXPECT_EQ(picture[i][0], x == 39 || x == 40 ? 0.0F : 1.0F) << x;
  }
}

TEST(LayerNumbers, OnlyWhatIsSeenIsNumberedAndChanged) {
  const ClusterMap before = blocks(200, 150);
  ClusterMap map = before;
  LayerNumbering how = numbering(map, HiddenAreas::dissolve);
  how.seen = {-10, 30, 110, 60};
  const std::vector<AreaNumber> numbers = number_layer(centers, how, half_diagonal, 1, {}, map);
  EXPECT_FALSE(numbers.empty());
  for (const AreaNumber& number : numbers) {
    EXPECT_TRUE(number.x < 100.0 && number.y >= 30.0 && number.y < 90.0);
  }
  bool has_changed = false;
  for (int y = 0; y < map.height; ++y) {
    for (int x = 0; x < map.width; ++x) {
      const std::size_t i = map.index(x, y);
      if (x < 100 && y >= 30 && y < 90) {
        has_changed = has_changed || map.clusters[i] != before.clusters[i];
      } else {
        EXPECT_EQ(map.clusters[i], before.clusters[i]);
      }
    }
  }
  EXPECT_TRUE(has_changed);
}

TEST(LayerNumbers, AreEndedByACheckpointAndLeaveTheMap) {
  for (const HiddenAreas hidden : {HiddenAreas::dissolve, HiddenAreas::leader_lines}) {
    const ClusterMap before = blocks(200, 150);
    int calls = 0;
    ClusterMap map = before;
    number_layer(centers, numbering(map, hidden), half_diagonal, 1, [&] { ++calls; }, map);
    EXPECT_GE(calls, 4);
    for (int last = 1; last <= calls; ++last) {
      int left = last;
      const auto end = [&] {
        if (--left == 0) throw std::runtime_error("ended");
      };
      map = before;
      EXPECT_THROW(number_layer(centers, numbering(map, hidden), half_diagonal, 1, end, map),
                   std::runtime_error);
      EXPECT_EQ(map.clusters, before.clusters);
    }
  }
}

TEST(LayerNumbers, FollowTheOrderOfTheClusters) {
  ClusterMap map = blocks(200, 150);
  std::vector<AreaNumber> numbers =
      number_layer(centers, numbering(map, HiddenAreas::leader_lines), half_diagonal, 1, {}, map);
  EXPECT_TRUE(std::ranges::any_of(numbers, &AreaNumber::has_line));
  const std::vector<AreaNumber> before = numbers;
  for (std::uint16_t& cluster : map.clusters) cluster = static_cast<std::uint16_t>(3 - cluster);
  follow_order(map, numbers);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    EXPECT_EQ(numbers[i].cluster, 3 - before[i].cluster);
  }
}

TEST(LayerNumbers, SeenIsWhatIsOnTheCanvas) {
  EXPECT_EQ(seen_part({-60, -30, 240, 180}, 100, 90), (PixelArea{60, 30, 100, 90}));
  EXPECT_EQ(seen_part({20, 10, 50, 40}, 100, 90), (PixelArea{0, 0, 50, 40}));
  EXPECT_EQ(seen_part({200, 0, 50, 40}, 100, 90), (PixelArea{0, 0, 50, 40}));
}

}  // namespace
}  // namespace color_clusters
