// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/disc_spread.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

std::vector<std::string> drawing_of(const MaskRows& mask) {
  std::vector<std::string> rows;
  for (int y = mask.first_row; y < mask.end_row; ++y) {
    std::string& row = rows.emplace_back();
    for (int x = 0; x < mask.width; ++x) row += mask.row(y)[x] != 0 ? '#' : '.';
  }
  return rows;
}

TEST(DiscSpread, MakesADiscOfADot) {
  MaskRows dot(7, 0, 7);
  dot.row(3)[3] = 1;
  MaskRows disc(7, 0, 7);
  DiscSpread(6 * 6, 0).spread(dot, disc);
  EXPECT_EQ(drawing_of(disc), (std::vector<std::string>{"...#...",  //
                                                        ".#####.",  //
                                                        ".#####.",  //
                                                        "#######",  //
                                                        ".#####.",  //
                                                        ".#####.",  //
                                                        "...#..."}));
}

TEST(DiscSpread, ReachesFromCornersToCells) {
  // The corner in the middle of 4 × 4 cells is one of 5 × 5.
  MaskRows corner(5, 0, 5);
  corner.row(2)[2] = 1;
  MaskRows cells(4, 0, 4);
  DiscSpread(1 + 1, 1).spread(corner, cells);
  EXPECT_EQ(drawing_of(cells), (std::vector<std::string>{"....", ".##.", ".##.", "...."}));
  DiscSpread(3 * 3 + 1, 1).spread(corner, cells);
  EXPECT_EQ(drawing_of(cells), (std::vector<std::string>{".##.", "####", "####", ".##."}));
}

TEST(DiscSpread, ReachesFromCellsToCorners) {
  MaskRows cell(2, 0, 2);
  cell.row(0)[1] = 1;
  MaskRows corners(3, 0, 3);
  DiscSpread(2, -1).spread(cell, corners);
  EXPECT_EQ(drawing_of(corners), (std::vector<std::string>{".##", ".##", "..."}));
}

TEST(DiscSpread, RefusesWhatItCannotSpread) {
  EXPECT_THROW(DiscSpread(-1, 0), std::invalid_argument);
  EXPECT_THROW(DiscSpread(250 * 250 + 1, 0), std::invalid_argument);
  EXPECT_THROW(DiscSpread(4, 2), std::invalid_argument);
  EXPECT_NO_THROW(DiscSpread(250 * 250, -1));
}

/// What is set by the definition.
MaskRows spread_slowly(const MaskRows& from, int squared_radius, int offset, MaskRows to) {
  const int around = static_cast<int>(std::sqrt(squared_radius)) / 2 + 2;
  for (int v = from.first_row; v < from.end_row; ++v) {
    for (int u = 0; u < from.width; ++u) {
      if (from.row(v)[u] == 0) continue;
      for (int y = std::max(v - around, to.first_row); y < std::min(v + around, to.end_row); ++y) {
        for (int x = std::max(u - around, 0); x < std::min(u + around, to.width); ++x) {
          const int dx = 2 * x + offset - 2 * u;
          const int dy = 2 * y + offset - 2 * v;
          if (dx * dx + dy * dy <= squared_radius) to.row(y)[x] = 1;
        }
      }
    }
  }
  return to;
}

TEST(DiscSpread, IsWhatBruteForceFinds) {
  std::mt19937 random(1);
  for (const int offset : {-1, 0, 1}) {
    for (const int squared_radius : {0, 1, 2, 8, 49, 200, 2500, 62500}) {
      MaskRows from(30, 5, 60);
      for (std::uint8_t& cell : from.cells) cell = random() % 90 == 0 ? 1 : 0;
      // Less, as much and more than there was, on all sides.
      for (const auto& [width, first, end] :
           {std::array{20, 20, 40}, std::array{31, 5, 61}, std::array{40, 0, 70}}) {
        const MaskRows expected =
            spread_slowly(from, squared_radius, offset, MaskRows(width, first, end));
        MaskRows found(width, first, end);
        DiscSpread(squared_radius, offset).spread(from, found);
        EXPECT_EQ(found.cells, expected.cells) << offset << ", " << squared_radius << ", " << width;
      }
    }
  }
}

TEST(DiscSpread, IsTheSameWhereMuchIsEmptyOrFull) {
  std::mt19937 random(2);
  for (int round = 0; round < 120; ++round) {
    const int width = 300 + static_cast<int>(random() % 400);
    MaskRows from(width, 0, 40);
    // Blocks of columns with nothing, with everything, or with a few dots or holes.
    int kind = 0;
    for (int x = 0; x < width; ++x) {
      if (x == 0 || random() % 150 == 0) kind = static_cast<int>(random() % 4);
      for (int y = 0; y < 40; ++y) {
        const bool is_odd = random() % 200 == 0;
        from.row(y)[x] =
            static_cast<std::uint8_t>(kind == 1 || (kind == 2 && is_odd) || (kind == 3 && !is_odd));
      }
    }
    const int offset = round % 3 - 1;
    const std::array squares{0, 1, 2, 4, 25, 100, 401};
    const int squared_radius = squares.at(random() % squares.size());
    const int first = static_cast<int>(random() % 5);
    const MaskRows to(width + static_cast<int>(random() % 3) - 1, first, first + 33);
    MaskRows found = to;
    DiscSpread(squared_radius, offset).spread(from, found);
    EXPECT_EQ(found.cells, spread_slowly(from, squared_radius, offset, to).cells)
        << offset << ", " << squared_radius << ", " << width;
  }
}

}  // namespace
}  // namespace color_clusters
