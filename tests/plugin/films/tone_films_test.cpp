// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/films/tone_films.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

constexpr int side = 240;

/// One color everywhere, of which so much is there.
TonePicture flat(const Color& linear, float coverage = 1.0F) {
  return {.width = side,
          .height = side,
          .read = [=](int, std::span<Color> colors, std::span<float> coverages) {
            std::ranges::fill(colors, linear);
            std::ranges::fill(coverages, coverage);
          }};
}

/// From black to white, all opaque.
TonePicture ramp() {
  return {.width = side,
          .height = side,
          .read = [](int first, std::span<Color> colors, std::span<float> coverages) {
            for (std::size_t i = 0; i < colors.size(); ++i) {
              const auto row = static_cast<float>(first + static_cast<int>(i) / side);
              const float value = (static_cast<float>(i % side) + row) / (2.0F * side);
              colors[i] = {value, value, value};
            }
            std::ranges::fill(coverages, 1.0F);
          }};
}

FilmArguments screened(DotShape shape = DotShape::round) {
  return {.screen = ScreenArguments{.shape = shape, .lines_per_inch = 45, .pixels_per_inch = 300}};
}

double mean(const std::vector<std::uint8_t>& film) {
  return static_cast<double>(std::accumulate(film.begin(), film.end(), std::size_t{0})) /
         static_cast<double>(film.size());
}

const std::vector<Color> red_blue_and_paper{{1, 0, 0}, {0, 0, 1}, {1, 1, 1}};

TEST(ToneFilms, AmountsComeBackAsTheMeanOfAnArea) {
  // Three tenths red, a fifth blue, the rest paper.
  const Color mixed{0.3F + 0.5F, 0.5F, 0.2F + 0.5F};
  for (const DotShape shape : {DotShape::round, DotShape::ellipse, DotShape::line}) {
    ToneFilms films(flat(mixed), red_blue_and_paper, 2, screened(shape), 2);
    const FilmRows rows = films.rows(0, side);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_NEAR(mean(rows[0]), 0.3, 1.0 / 255.0);
    EXPECT_NEAR(mean(rows[1]), 0.2, 1.0 / 255.0);
    const std::vector<double> shares = films.shares();
    EXPECT_NEAR(shares[0], 0.3, 1e-6);
    EXPECT_NEAR(shares[1], 0.2, 1e-6);
    EXPECT_NEAR(shares[2], 0.5, 1e-6);
  }
}

TEST(ToneFilms, WhatIsPartlyThereIsPrintedInPart) {
  ToneFilms films(flat({1, 0, 0}, 0.25F), red_blue_and_paper, 2, screened(), 1);
  const FilmRows rows = films.rows(0, side);
  EXPECT_NEAR(mean(rows[0]), 0.25, 1.0 / 255.0);
  EXPECT_EQ(mean(rows[1]), 0.0);
  ToneFilms nothing(flat({1, 0, 0}, 0.0F), red_blue_and_paper, 2, screened(), 1);
  EXPECT_EQ(mean(nothing.rows(0, side)[0]), 0.0);
  EXPECT_EQ(nothing.shares(), (std::vector<double>{0, 0, 0}));
}

TEST(ToneFilms, PureInkIsSolid) {
  ToneFilms films(flat({0, 0, 1}), red_blue_and_paper, 2, screened(), 1);
  const FilmRows rows = films.rows(0, side);
  EXPECT_EQ(mean(rows[0]), 0.0);
  EXPECT_EQ(mean(rows[1]), 1.0);
}

TEST(ToneFilms, AreTheSameInAnyPartsAndOnAnyThreads) {
  FilmArguments arguments = screened();
  arguments.has_underbase = true;
  arguments.underbase_choke = 2;
  const std::vector<Color> colors{{0, 0, 0}, {0.2F, 0.2F, 0.2F}, {1, 1, 1}};
  ToneFilms whole(ramp(), colors, 2, arguments, 1);
  const FilmRows expected = whole.rows(0, side);
  ASSERT_EQ(expected.size(), 3U);
  ToneFilms parts(ramp(), colors, 2, arguments, 3);
  FilmRows joined(3);
  for (const auto& [first, end] : {std::pair(0, 7), std::pair(7, 100), std::pair(100, side)}) {
    const FilmRows rows = parts.rows(first, end);
    for (std::size_t i = 0; i < 3; ++i) {
      joined[i].insert(joined[i].end(), rows[i].begin(), rows[i].end());
    }
  }
  EXPECT_EQ(joined, expected);
  EXPECT_EQ(parts.shares(), whole.shares());
}

TEST(ToneFilms, UnderbaseIsWhereAnyInkPrints) {
  FilmArguments arguments = screened();
  arguments.has_underbase = true;
  ToneFilms films(flat({0.8F, 0.5F, 0.7F}), red_blue_and_paper, 2, arguments, 2);
  const FilmRows rows = films.rows(0, side);
  for (std::size_t i = 0; i < rows[0].size(); ++i) {
    ASSERT_EQ(rows[2][i], rows[0][i] | rows[1][i]) << i;
  }
  arguments.underbase_choke = 1;
  ToneFilms choked(flat({0.8F, 0.5F, 0.7F}), red_blue_and_paper, 2, arguments, 2);
  EXPECT_LT(mean(choked.rows(0, side)[2]), mean(rows[2]));
}

TEST(ToneFilms, APartOfAPictureHasTheDotsOfTheWhole) {
  FilmArguments arguments = screened();
  ToneFilms whole(flat({0.8F, 0.5F, 0.7F}), red_blue_and_paper, 2, arguments, 1);
  const FilmRows expected = whole.rows(0, side);
  TonePicture picture = flat({0.8F, 0.5F, 0.7F});
  picture.width = 30;
  picture.height = 20;
  picture.x = 17;
  picture.y = 50;
  ToneFilms part(picture, red_blue_and_paper, 2, arguments, 1);
  const FilmRows rows = part.rows(0, 20);
  for (std::size_t y = 0; y < 20; ++y) {
    for (std::size_t x = 0; x < 30; ++x) {
      ASSERT_EQ(rows[0][y * 30 + x], expected[0][(y + 50) * side + x + 17]);
    }
  }
}

TEST(ScreenArguments, AnglesFollowEachOther) {
  ScreenArguments screen;
  EXPECT_EQ(screen.angle_of(0), 22.5);
  EXPECT_EQ(screen.angle_of(3), 90.0);
  screen.angles = {15.0, 75.0};
  EXPECT_EQ(screen.angle_of(1), 75.0);
  EXPECT_EQ(screen.angle_of(3), 120.0);
}

}  // namespace
}  // namespace color_clusters
