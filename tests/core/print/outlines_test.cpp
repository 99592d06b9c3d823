// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/outlines.h"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/core/areas/drawn_map.h"

namespace color_clusters {
namespace {

using Drawing = std::vector<std::string>;

Drawing outlined(const ClusterMap& map, int width) {
  const std::vector<std::uint8_t> lines = draw_outlines(map, {.width = width});
  Drawing result(static_cast<std::size_t>(map.height));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    result[i / static_cast<std::size_t>(map.width)] += lines[i] == 1 ? '#' : '.';
  }
  return result;
}

Drawing outlined(const Drawing& rows, int width) { return outlined(draw_map(rows), width); }

TEST(Outlines, AreDrawnOnceOnTheSideOfTheLowerNumber) {
  EXPECT_EQ(outlined({"aaabbb", "aaabbb", "aaabbb"}, 1), (Drawing{"..#...", "..#...", "..#..."}));
  EXPECT_EQ(outlined({"bbbaaa", "bbbaaa", "bbbccc"}, 1), (Drawing{"...#..", "...###", "..#..."}));
}

TEST(Outlines, GoAroundASinglePixelOrThroughIt) {
  EXPECT_EQ(outlined({"aaa", "aba", "aaa"}, 1), (Drawing{".#.", "#.#", ".#."}));
  EXPECT_EQ(outlined({"bbb", "bab", "bbb"}, 1), (Drawing{"...", ".#.", "..."}));
}

TEST(Outlines, OfOnePixelAreNoWiderOnSlopes) {
  EXPECT_EQ(outlined({"abbbb", "aabbb", "aaabb", "aaaab"}, 1),
            (Drawing{"#....", ".#...", "..#..", "...#."}));
}

TEST(Outlines, OfAnEvenWidthAreHalfOnEitherSide) {
  EXPECT_EQ(outlined(Drawing(2, "aaaabbbb"), 2), Drawing(2, "...##..."));
  EXPECT_EQ(outlined(Drawing(2, "bbbbaaaa"), 4), Drawing(2, "..####.."));
  EXPECT_EQ(outlined({"aaaa", "aaaa", "bbbb", "bbbb"}, 2),
            (Drawing{"....", "####", "####", "...."}));
}

TEST(Outlines, HaveTheWidth) {
  for (int width = 1; width <= 20; ++width) {
    ClusterMap upright = plain_map(60, 40);
    ClusterMap level = plain_map(40, 60);
    for (int across = 31; across < 60; ++across) {
      for (int along = 0; along < 40; ++along) {
        upright.clusters[upright.index(across, along)] = 1;
        level.clusters[level.index(along, across)] = 1;
      }
    }
    for (const std::string& row : outlined(upright, width)) {
      EXPECT_EQ(std::ranges::count(row, '#'), width);
      EXPECT_EQ(row.find('#'), static_cast<std::size_t>(31 - (width + 1) / 2));
    }
    const Drawing rows = outlined(level, width);
    EXPECT_EQ(std::ranges::count(rows, std::string(40, '#')), width);
    EXPECT_EQ(std::ranges::count(rows, std::string(40, '.')), 60 - width);
  }
}

TEST(Outlines, WideOnesHaveRoundCorners) {
  Drawing box(8, "aaaaaaaa");
  for (std::size_t y = 2; y < 6; ++y) box[y] = "aabbbbaa";
  EXPECT_EQ(outlined(box, 4), (Drawing{".######.",  //
                                       "########",  //
                                       "########",  //
                                       "########",  //
                                       "########",  //
                                       "########",  //
                                       "########",  //
                                       ".######."}));
}

TEST(Outlines, GoAroundWhereThereIsNoPixel) {
  EXPECT_EQ(outlined({"aa..", "aa..", "aa.."}, 1), (Drawing{".#..", ".#..", ".#.."}));
  EXPECT_EQ(outlined({"aa..", "aa..", "aa.."}, 2), (Drawing{".##.", ".##.", ".##."}));
  EXPECT_EQ(outlined({"....", "...."}, 1), (Drawing{"....", "...."}));
}

TEST(Outlines, TheEdgeOfTheMapIsNone) {
  for (const int width : {1, 2, 20}) EXPECT_EQ(outlined({"aaa", "aaa"}, width), Drawing(2, "..."));
}

TEST(Outlines, PartsAreThoseOfTheWhole) {
  const ClusterMap map = noisy_waves(50, 200, 4, 50, 1);
  for (const int width : {1, 2, 7, 20}) {
    const OutlineOptions options{.width = width, .threads = 2};
    std::vector<std::uint8_t> parts;
    int row = 0;
    for (const int end : {0, 1, 64, 130, 200}) {
      const std::vector<std::uint8_t> part = draw_outlines(map, options, row, end);
      parts.insert(parts.end(), part.begin(), part.end());
      row = end;
    }
    EXPECT_EQ(parts, draw_outlines(map, {.width = width, .threads = 1}));
  }
}

TEST(Outlines, RejectsBadInput) {
  const ClusterMap map = plain_map(4, 4);
  EXPECT_THROW(draw_outlines(map, {.width = 0}), std::invalid_argument);
  EXPECT_THROW(draw_outlines(map, {.width = 21}), std::invalid_argument);
  EXPECT_THROW(draw_outlines(map, {}, 2, 1), std::invalid_argument);
  EXPECT_THROW(draw_outlines(map, {}, 0, 5), std::invalid_argument);
  EXPECT_THROW(draw_outlines(map, {}, -1, 2), std::invalid_argument);
  EXPECT_THROW(draw_outlines({.clusters = {0}, .width = 2, .height = 1}, {}),
               std::invalid_argument);
  EXPECT_TRUE(draw_outlines({}, {}).empty());
}

}  // namespace
}  // namespace color_clusters
