// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mixing/mix_regions.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "core/mixing/mix_region.h"
#include "core/mixing/mix_solver.h"
#include "core/mixing/region_grid.h"
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

RegionBase base_of(const std::vector<std::uint16_t>& colors) { return RegionBase(colors); }

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
  for (const std::size_t count : {1U, 2U, 3U, 4U, 5U, 16U, 64U, 256U, 2047U}) {
    const MixSolver solver = solver_for(random_places(count, 0.5, static_cast<unsigned>(count)));
    MixRegions regions(solver, {-0.5, -0.5, -0.5}, {0.5, 0.5, 0.5});
    for (const MixPoint& place : random_places(2000, 0.7, 7)) {
      ConvexMix mix;
      ASSERT_TRUE(regions.find(place, mix)) << count;
      expect_same(mix, solver.solve(place));
    }
  }
}

TEST(MixRegions, AreFoundFarAway) {
  const MixSolver solver = solver_for(random_places(64, 0.5, 3));
  MixRegions regions(solver, {-0.5, -0.5, -0.5}, {0.5, 0.5, 0.5});
  for (const MixPoint& place : random_places(1000, 1000.0, 4)) {
    ConvexMix mix;
    ASSERT_TRUE(regions.find(place, mix));
    expect_same(mix, solver.solve(place));
  }
}

TEST(MixRegions, OfManyGraysAreBetweenTheNextOnes) {
  constexpr std::size_t count = 2047;
  std::vector<MixPoint> grays;
  for (std::size_t i = 0; i < count; ++i) {
    const double gray = static_cast<double>(i) / (count - 1) - 0.5;
    grays.push_back({gray, gray, gray});
  }
  const MixSolver solver = solver_for(grays);
  MixRegions regions(solver, {-0.5, -0.5, -0.5}, {0.5, 0.5, 0.5});
  for (const MixPoint& place : random_places(200, 0.5, 5)) {
    ConvexMix mix;
    ASSERT_TRUE(regions.find(place, mix));
    ASSERT_EQ(mix.count, 2U);
    EXPECT_EQ(mix.parts[1].color, mix.parts[0].color + 1);
    EXPECT_NEAR(mean(mix, solver.points())[0], (place[0] + place[1] + place[2]) / 3, 1e-9);
  }
}

double cost(const ConvexMix& mix, const MixPoints& points) {
  double sum = 0.0;
  for (std::size_t i = 0; i < mix.count; ++i) {
    sum += mix.parts[i].weight * points.costs[mix.parts[i].color];
  }
  return sum;
}

/// Of these, several mixes are the best ones for a place: any will do.
TEST(MixRegions, OfALatticeHaveMixesThatAreAsGood) {
  for (const std::size_t side : {2U, 3U, 6U}) {
    std::vector<MixPoint> lattice;
    const auto coordinate = [&](std::size_t i) {
      return static_cast<double>(i) / static_cast<double>(side - 1) - 0.5;
    };
    for (std::size_t i = 0; i < side * side * side; ++i) {
      lattice.push_back(
          {coordinate(i % side), coordinate(i / side % side), coordinate(i / (side * side))});
    }
    const MixSolver solver = solver_for(lattice);
    MixRegions regions(solver, {-0.5, -0.5, -0.5}, {0.5, 0.5, 0.5});
    std::vector<MixPoint> places = random_places(2000, 0.6, 7);
    // On sides of regions.
    places.insert(places.end(), lattice.begin(), lattice.end());
    for (std::size_t i = 0; i + 7 < lattice.size(); ++i) {
      places.push_back(scaled(difference(lattice[i], scaled(lattice[i + 7], -1.0)), 0.5));
    }
    for (const MixPoint& place : places) {
      ConvexMix mix;
      ASSERT_TRUE(regions.find(place, mix)) << side;
      const ConvexMix solved = solver.solve(place);
      EXPECT_NEAR(cost(mix, solver.points()), cost(solved, solver.points()), 1e-9);
      const MixPoint away = difference(mean(mix, solver.points()), mean(solved, solver.points()));
      EXPECT_LT(dot(away, away), 1e-18);
    }
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
    return MixRegion::of(RegionBase(solver.solve(place)), solver.points());
  }
};

TEST_F(MixRegionTest, GoesToTheNextOne) {
  // A place, another one in the same region, and one in the next region.
  const std::vector<std::array<MixPoint, 3>> cases{
      {{{0.1, 0.1, 0.1}, {0.001, 0.3, 0.1}, {-0.001, 0.3, 0.1}}},
      {{{0.1, 0.1, -1}, {0.1, 0.1, -0.001}, {0.1, 0.1, 0.001}}},
      {{{0.1, 0.1, -1}, {0.399, 0.1, -3}, {0.401, 0.1, -3}}},
      {{{0.2, -0.1, -0.1}, {0.2, -0.9, -0.001}, {0.2, -0.9, 0.001}}},
      {{{0.2, -0.1, -0.1}, {0.499, -0.1, -0.1}, {0.501, -0.1, -0.1}}},
      {{{-1, -1, -1}, {-0.001, -0.001, -0.001}, {0.001, -0.001, -0.001}}},
      {{{1, 0, 0}, {1, 0.499, 0}, {1, 0.501, 0}}},
      {{{1, 0, 0}, {0.7, 0.1, -9}, {0.49, 0.1, -9}}}};
  for (const auto& [place, within, beyond] : cases) {
    const std::optional<MixRegion> region = around(place);
    if (!region) {
      ADD_FAILURE();
      continue;
    }
    ConvexMix mix;
    EXPECT_EQ(region->find(place, mix), MixRegion::inside);
    EXPECT_EQ(region->find(within, mix), MixRegion::inside);
    expect_same(mix, solver.solve(within));
    ConvexMix other;
    const std::size_t side = region->find(beyond, other);
    if (side == MixRegion::inside) {
      ADD_FAILURE();
      continue;
    }
    EXPECT_EQ(region->base_beyond(side, solver.points()), RegionBase(solver.solve(beyond)));
  }
}

TEST_F(MixRegionTest, OnASideItHasFewerColors) {
  const MixRegion region = around({0.1, 0.1, 0.1}).value_or(MixRegion());
  for (const MixPoint& place : {MixPoint{0, 0.1, 0.1}, MixPoint{0, 0, 0.2}, MixPoint{0, 0, 0},
                                MixPoint{0, 0.25, 0.25}, MixPoint{0, 0.5, 0}}) {
    ConvexMix mix;
    EXPECT_EQ(region.find(place, mix), MixRegion::inside);
    expect_same(mix, solver.solve(place));
  }
}

TEST_F(MixRegionTest, ThereIsNoneAboveWhatIsInside) {
  const MixSolver with_middle =
      solver_for({{0.5, 0, 0}, {-0.25, 0.4, 0}, {-0.25, -0.4, 0}, {0, 0, 0.5}, {0, 0, 0.1}});
  EXPECT_TRUE(MixRegion::of(base_of({0, 1, 3, 4}), with_middle.points()));
  EXPECT_FALSE(MixRegion::of(base_of({0, 1, 4}), with_middle.points()));
  EXPECT_FALSE(MixRegion::of(base_of({0, 4}), with_middle.points()));
  EXPECT_FALSE(MixRegion::of(base_of({4}), with_middle.points()));
}

TEST(MixRegion, IsOfTheNearestColorsWhereMoreOnesLieOnAFace) {
  // A face of four colors, of which the short diagonal is an edge, and one behind it.
  const MixSolver solver =
      solver_for({{-0.5, 0, 0}, {0.5, 0, 0}, {0, 0.3, 0}, {0, -0.3, 0}, {0, 0, -0.5}});
  EXPECT_TRUE(MixRegion::of(base_of({0, 2, 3}), solver.points()));
  EXPECT_FALSE(MixRegion::of(base_of({0, 1, 2}), solver.points()));
  MixRegions regions(solver, {-0.6, -0.6, -0.6}, {0.6, 0.6, 0.6});
  for (const MixPoint& place : random_places(200, 0.25, 3)) {
    const MixPoint above{place[0], place[1], 0.2};
    ConvexMix mix;
    ASSERT_TRUE(regions.find(above, mix));
    expect_same(mix, solver.solve(above));
  }
}

TEST(MixRegion, IsOfTheBestSimplex) {
  // Two simplices with a face in common, and three with an edge in common, which are better.
  const MixSolver solver =
      solver_for({{0.5, 0, 0}, {-0.25, 0.4, 0}, {-0.25, -0.4, 0}, {0, 0, 0.2}, {0, 0, -0.2}});
  EXPECT_TRUE(MixRegion::of(base_of({0, 1, 3, 4}), solver.points()));
  EXPECT_TRUE(MixRegion::of(base_of({1, 2, 3, 4}), solver.points()));
  EXPECT_FALSE(MixRegion::of(base_of({0, 1, 2, 3}), solver.points()));
  EXPECT_FALSE(MixRegion::of(base_of({0, 1, 2, 4}), solver.points()));
}

TEST(MixRegion, OnALineItIsBetweenTheNextOnes) {
  const MixSolver solver =
      solver_for({{-0.5, -0.5, -0.5}, {-0.2, -0.2, -0.2}, {0.1, 0.1, 0.1}, {0.5, 0.5, 0.5}});
  EXPECT_TRUE(MixRegion::of(base_of({1, 2}), solver.points()));
  EXPECT_FALSE(MixRegion::of(base_of({1, 3}), solver.points()));
  MixRegions regions(solver, {-0.5, -0.5, -0.5}, {0.5, 0.5, 0.5});
  const MixPoint beside{0.05, -0.1, -0.05};
  ConvexMix mix;
  ASSERT_TRUE(regions.find(beside, mix));
  expect_same(mix, solver.solve(beside));
}

TEST(MixRegion, OfACornerHasASideForEachEdge) {
  // A pyramid with seven edges at its top.
  std::vector<MixPoint> places{{0, 0, 0.5}};
  for (int i = 0; i < 7; ++i) places.push_back({0.5 * std::cos(i), 0.5 * std::sin(i), -0.5});
  const MixSolver solver = solver_for(places);
  MixRegion region = MixRegion::of(base_of({0}), solver.points()).value_or(MixRegion());
  for (std::uint16_t i = 1; i < 8; ++i) {
    const MixPoint toward{2 * places[i][0], 2 * places[i][1], 0.5};
    ConvexMix mix;
    const std::size_t side = region.find(toward, mix);
    ASSERT_NE(side, MixRegion::inside);
    EXPECT_EQ(region.base_beyond(side, solver.points()), base_of({0, i}));
    region.link(side) = i;
    EXPECT_EQ(region.link(side), i);
  }
  ConvexMix mix;
  EXPECT_EQ(region.find({0, 0, 0.6}, mix), MixRegion::inside);
  EXPECT_EQ(mix.count, 1U);
  EXPECT_EQ(mix.parts[0].weight, 1.0);
}

TEST(RegionGrid, CellsOfPlacesInCells) {
  const RegionGrid grid({-0.5, -1, 0}, {0.5, 1, 3});
  for (std::size_t cell = 0; cell < RegionGrid::cell_count; cell += 97) {
    const MixPoint place = grid.place_in(cell);
    const bool is_in_box = place[0] < 0.5 && place[1] < 1.0 && place[2] < 3.0;
    if (is_in_box) {
      EXPECT_EQ(grid.cell_of(place), cell);
    }
  }
  for (const double far : {-1e4, 1e4})
    EXPECT_LT(grid.cell_of({far, far, far}), RegionGrid::cell_count);
  // Smaller toward the lower corner.
  EXPECT_NE(grid.cell_of({-0.4997, 0, 0}), grid.cell_of({-0.4999, 0, 0}));
  EXPECT_EQ(grid.cell_of({0.45, 0, 0}), grid.cell_of({0.47, 0, 0}));
}

}  // namespace
}  // namespace color_clusters
