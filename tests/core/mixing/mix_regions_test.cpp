// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mixing/mix_regions.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "core/mixing/mix_region.h"
#include "core/mixing/mix_solver.h"
#include "tests/core/mixing/mix_weights.h"

namespace color_clusters {
namespace {

MixPoints points_at(const std::vector<MixPoint>& places) {
  MixPoints points{.axes = {}, .costs = {}, .size = places.size()};
  for (const MixPoint& place : places) {
    for (std::size_t c = 0; c < 3; ++c) points.axes[c].push_back(place[c]);
    points.costs.push_back(dot(place, place));
  }
  points.add_corners();
  return points;
}

MixSolver solver_for(const std::vector<MixPoint>& places) {
  return {points_at(places), {0.5, 0.5, 0.5}};
}

std::vector<MixPoint> random_places(std::size_t count, double most, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> value(-most, most);
  std::vector<MixPoint> places(count);
  for (MixPoint& place : places) place = {value(random), value(random), value(random)};
  return places;
}

std::set<std::uint16_t> colors_of(const ConvexMix& mix) {
  std::set<std::uint16_t> colors;
  for (std::size_t i = 0; i < mix.count; ++i) colors.insert(mix.parts[i].color);
  return colors;
}

void expect_same(const ConvexMix& mix, const ConvexMix& expected) {
  const auto weights = weights_of(mix);
  const auto expected_weights = weights_of(expected);
  ASSERT_EQ(weights.size(), expected_weights.size());
  for (const auto& [color, weight] : expected_weights) {
    ASSERT_TRUE(weights.contains(color));
    EXPECT_NEAR(weights.at(color), weight, 1e-9);
  }
}

TEST(MixRegions, HaveTheMixesOfTheSolver) {
  for (const std::size_t count : {1U, 2U, 3U, 4U, 5U, 16U, 64U, 256U}) {
    const MixSolver solver = solver_for(random_places(count, 0.5, static_cast<unsigned>(count)));
    MixRegions regions(solver, {-0.5, -0.5, -0.5}, {0.5, 0.5, 0.5});
    std::size_t found = 0;
    const std::vector<MixPoint> places = random_places(4000, 0.6, 7);
    for (const MixPoint& place : places) {
      ConvexMix mix;
      if (!regions.find(place, mix)) continue;
      ++found;
      expect_same(mix, solver.solve(place));
    }
    EXPECT_GT(found, places.size() * 8 / 10) << count;
  }
}

TEST(MixRegions, OfColorsInAPlaneOrOnALineAreOnEitherSide) {
  const std::vector<MixPoint> triangle{{-0.5, -0.5, 0}, {0.5, -0.5, 0}, {0, 0.5, 0}};
  const std::vector<MixPoint> line{{-0.5, -0.5, -0.5}, {0.5, 0.5, 0.5}};
  for (const auto& palette : {triangle, line}) {
    const MixSolver solver = solver_for(palette);
    MixRegions regions(solver, {-0.6, -0.6, -0.6}, {0.6, 0.6, 0.6});
    for (const double side : {-0.2, 0.0, 0.2}) {
      ConvexMix mix;
      ASSERT_TRUE(regions.find({0.0, -0.1, side}, mix));
      EXPECT_EQ(mix.count, palette.size());
      expect_same(mix, solver.solve({0.0, -0.1, side}));
    }
  }
}

/// Of a palette with one color at the origin and one on each axis.
class MixRegionTest : public testing::Test {
 protected:
  MixSolver solver = solver_for({{0, 0, 0}, {0.5, 0, 0}, {0, 0.5, 0}, {0, 0, 0.5}});

  std::optional<MixRegion> around(const MixPoint& place) {
    return MixRegion::around(place, solver.solve(place), solver.points());
  }
};

TEST_F(MixRegionTest, GoesToTheNextOne) {
  // Its place, one that just belongs to it, and one that just does not.
  const std::vector<std::array<MixPoint, 3>> cases{
      {{{0.1, 0.1, 0.1}, {0.001, 0.3, 0.1}, {-0.001, 0.3, 0.1}}},
      {{{0.1, 0.1, -1}, {0.1, 0.1, -0.001}, {0.1, 0.1, 0.001}}},
      {{{0.1, 0.1, -1}, {0.399, 0.1, -3}, {0.401, 0.1, -3}}},
      {{{0.2, -0.1, -0.1}, {0.2, -0.9, -0.001}, {0.2, -0.9, 0.001}}},
      {{{0.2, -0.1, -0.1}, {0.499, -0.1, -0.1}, {0.501, -0.1, -0.1}}},
      {{{-1, -1, -1}, {-0.001, -0.001, -0.001}, {0.001, -0.001, -0.001}}},
      {{{1, 0, 0}, {1, 0.499, 0}, {1, 0.501, 0}}},
      {{{1, 0, 0}, {0.7, 0.1, -9}, {0.49, 0.1, -9}}}};
  for (const auto& [place, inside, outside] : cases) {
    const std::optional<MixRegion> region = around(place);
    if (!region) {
      ADD_FAILURE();
      continue;
    }
    ConvexMix mix;
    EXPECT_TRUE(region->find(inside, mix));
    expect_same(mix, solver.solve(inside));
    ConvexMix other;
    EXPECT_FALSE(region->find(outside, other));
    EXPECT_NE(colors_of(solver.solve(outside)), colors_of(mix));
  }
}

TEST_F(MixRegionTest, ThereIsNoneOnBorders) {
  for (const MixPoint& place : {MixPoint{0, 0.1, 0.1}, MixPoint{0, 0, 0}, MixPoint{0.1, 0, -1},
                                MixPoint{0, 0, -1}, MixPoint{0.25, 0.25, 0}}) {
    EXPECT_FALSE(around(place));
  }
}

ConvexMix even_mix(const std::vector<std::uint16_t>& colors) {
  ConvexMix mix{.parts = {}, .count = colors.size()};
  for (std::size_t i = 0; i < mix.count; ++i) {
    mix.parts[i] = {.color = colors[i], .weight = 1.0 / static_cast<double>(mix.count)};
  }
  return mix;
}

TEST(MixRegion, IsOfTheNearestColorsWhereMoreOnesLieOnAFace) {
  // A face of four colors, of which the short diagonal is an edge, and one behind it.
  const MixSolver solver =
      solver_for({{-0.5, 0, 0}, {0.5, 0, 0}, {0, 0.3, 0}, {0, -0.3, 0}, {0, 0, -0.5}});
  const auto around = [&](const MixPoint& place, const ConvexMix& mix) {
    return MixRegion::around(place, mix, solver.points());
  };
  EXPECT_TRUE(around({-0.2, 0.05, 0.3}, even_mix({0, 2, 3})));
  EXPECT_FALSE(around({-0.1, 0.05, 0.3}, even_mix({0, 1, 2})));
  MixRegions regions(solver, {-0.6, -0.6, -0.6}, {0.6, 0.6, 0.6});
  for (const MixPoint& place : random_places(200, 0.25, 3)) {
    const MixPoint above{place[0], place[1], 0.2};
    ConvexMix mix;
    if (regions.find(above, mix)) expect_same(mix, solver.solve(above));
  }
}

TEST(MixRegion, IsOfTheBestSimplex) {
  // Two simplices with a face in common, and three with an edge in common: the first are better.
  const MixSolver solver =
      solver_for({{0.5, 0, 0}, {-0.25, 0.4, 0}, {-0.25, -0.4, 0}, {0, 0, 0.2}, {0, 0, -0.2}});
  const auto around = [&](const std::vector<std::uint16_t>& colors) {
    const ConvexMix mix = even_mix(colors);
    return MixRegion::around(mean(mix, solver.points()), mix, solver.points());
  };
  EXPECT_TRUE(around({0, 1, 3, 4}));
  EXPECT_TRUE(around({1, 2, 3, 4}));
  EXPECT_FALSE(around({0, 1, 2, 3}));
  EXPECT_FALSE(around({0, 1, 2, 4}));
}

TEST(MixRegion, OnALineItIsBetweenTheNextOnes) {
  const MixSolver solver =
      solver_for({{-0.5, -0.5, -0.5}, {-0.2, -0.2, -0.2}, {0.1, 0.1, 0.1}, {0.5, 0.5, 0.5}});
  const MixPoint beside{0.05, -0.1, -0.05};
  EXPECT_TRUE(MixRegion::around(beside, even_mix({1, 2}), solver.points()));
  EXPECT_FALSE(MixRegion::around(beside, even_mix({1, 3}), solver.points()));
  MixRegions regions(solver, {-0.5, -0.5, -0.5}, {0.5, 0.5, 0.5});
  ConvexMix mix;
  ASSERT_TRUE(regions.find(beside, mix));
  expect_same(mix, solver.solve(beside));
}

}  // namespace
}  // namespace color_clusters
