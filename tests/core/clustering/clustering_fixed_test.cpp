// SPDX-License-Identifier: GPL-3.0-or-later
// Clustering with centers that are given.
#include <algorithm>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "core/clustering/clustering.h"
#include "test_histograms.h"

namespace color_clusters {
namespace {

bool contains(const std::vector<Color>& colors, const Color& color) {
  return std::ranges::find(colors, color) != colors.end();
}

TEST(FixedCenters, OthersAreTheMeansOfWhatIsLeft) {
  // Of the four colors the fixed center takes the first two; it is not their mean.
  const Clustering result = cluster(
      histogram_of({{{0, 0, 0}, 1}, {{0.1F, 0, 0}, 1}, {{0.8F, 1, 1}, 3}, {{0.9F, 1, 1}, 1}}),
      {.color_count = 2, .fixed = {{0.02F, 0, 0}}});
  ASSERT_EQ(result.centers.size(), 2U);
  expect_near(result.centers[0], {0.825F, 1, 1});
  EXPECT_EQ(result.centers[1], (Color{0.02F, 0, 0}));
  EXPECT_EQ(result.center_indices, (std::vector<std::size_t>{1, 0}));
  EXPECT_DOUBLE_EQ(result.shares[1], 1.0 / 3.0);
  EXPECT_NEAR(result.inertia, (0.0004 + 0.0064 + 3 * 0.000625 + 0.005625) / 6.0, 1e-7);
}

TEST(FixedCenters, PartOfTheOptimumBringsTheRest) {
  for (unsigned seed = 1; seed <= 3; ++seed) {
    const ColorHistogram photo = photo_like(50000, seed);
    for (const int color_count : {6, 12, 40}) {
      const Clustering best = cluster(photo, {.color_count = color_count});
      for (const std::size_t kept : {1U, 3U, 5U}) {
        std::vector<Color> fixed;
        for (std::size_t i = 0; i < kept; ++i) {
          fixed.push_back(best.centers[i * best.centers.size() / kept]);
        }
        const Clustering again = cluster(photo, {.color_count = color_count, .fixed = fixed});
        EXPECT_EQ(again.centers.size(), best.centers.size());
        EXPECT_LT(again.inertia, 1.002 * best.inertia)
            << color_count << " colors, " << kept << " kept";
        for (const Color& color : fixed) EXPECT_TRUE(contains(again.centers, color));
      }
    }
  }
}

TEST(FixedCenters, OthersAreAsGoodAsTheyCanBe) {
  // With all centers but one fixed, that one can be found by trying every color as a start.
  const ColorHistogram photo = photo_like(3000, 11);
  const std::vector<Color> fixed{{0, 0, 0},    {0.5F, 0, 0},    {0, 0.9F, 0},    {0.5F, 0.9F, 0},
                                 {0, 0, 0.7F}, {0.5F, 0, 0.7F}, {0, 0.9F, 0.7F}, {1, 1, 1}};
  double best = std::numeric_limits<double>::infinity();
  const ColorTree tree(photo.colors, photo.weights, 1);
  for (std::size_t i = 0; i < tree.size(); i += 7) {
    std::vector<Color> centers(fixed.size() + 1, tree.color(i));
    std::ranges::copy(fixed, centers.begin());
    best = std::min(best, lloyd(tree, std::move(centers), 100, 0.0, 1, fixed.size()).scatter);
  }
  const Clustering found = cluster(photo, {.color_count = 9, .fixed = fixed});
  EXPECT_LT(found.inertia * photo.total_weight, 1.0001 * best);
}

TEST(FixedCenters, StayWithoutColors) {
  const ColorHistogram photo = photo_like(20000, 4);
  const std::vector<Color> fixed{{3, 3, 3}, {-2, 0, 0}};
  const Clustering result = cluster(photo, {.color_count = 6, .fixed = fixed});
  ASSERT_EQ(result.centers.size(), 6U);
  EXPECT_EQ(result.shares[4], 0.0);
  EXPECT_EQ(result.shares[5], 0.0);
  EXPECT_EQ(result.centers[4], (Color{-2, 0, 0}));
  EXPECT_EQ(result.centers[5], (Color{3, 3, 3}));
  EXPECT_EQ(result.center_indices[4], 1U);
  EXPECT_EQ(result.center_indices[5], 0U);
  EXPECT_NEAR(std::accumulate(result.shares.begin(), result.shares.end(), 0.0), 1.0, 1e-12);
  EXPECT_NEAR(result.inertia, cluster(photo, {.color_count = 4}).inertia, 1e-3 * result.inertia);
}

TEST(FixedCenters, AllOfThemLeaveNothingToFind) {
  const std::vector<Color> fixed{{0.3F, 0.2F, 0.1F}, {0.5F, 0.9F, 0.5F}};
  const Clustering result = cluster(photo_like(1000, 4), {.color_count = 2, .fixed = fixed});
  EXPECT_TRUE(contains(result.centers, fixed[0]));
  EXPECT_TRUE(contains(result.centers, fixed[1]));
}

TEST(FixedCenters, FewColorsAreAllKeptBesideThem) {
  const std::vector<Entry> entries{{{0, 0, 0}, 1}, {{0.5F, 0, 0}, 2}, {{1, 0, 0}, 3}};
  const Clustering result =
      cluster(histogram_of(entries), {.color_count = 9, .fixed = {{0.5F, 0, 0}, {0, 1, 0}}});
  EXPECT_EQ(result.centers, (std::vector<Color>{{1, 0, 0}, {0.5F, 0, 0}, {0, 0, 0}, {0, 1, 0}}));
  EXPECT_EQ(result.inertia, 0.0);
}

TEST(FixedCenters, AreNotListedOnceMoreAsColorsOfThePicture) {
  const ColorTree tree(std::vector<Color>{{0, 0, 0}, {0.5F, 0, 0}, {1, 0, 0}},
                       std::vector<double>{1, 2, 3}, 1);
  EXPECT_EQ(find_centers(tree, {.color_count = 9, .fixed = {{0.5F, 0, 0}}}),
            (std::vector<Color>{{0.5F, 0, 0}, {0, 0, 0}, {1, 0, 0}}));
}

TEST(FixedCenters, EveryOtherCenterHasColors) {
  std::mt19937 random(4);
  std::vector<Entry> entries;
  for (int i = 0; i < 60; ++i) {
    const float group = static_cast<float>(i / 20) / 3.0F;
    entries.push_back({{group + static_cast<float>(i % 20) * 1e-4F, group, 0},
                       1.0 + static_cast<double>(random() % 1000)});
  }
  for (const int color_count : {30, 50, 59}) {
    const Clustering result =
        cluster(histogram_of(entries),
                {.color_count = color_count, .fixed = {{0, 0, 0}, {0.333F, 0.333F, 0}}});
    ASSERT_EQ(result.centers.size(), static_cast<std::size_t>(color_count));
    for (std::size_t i = 0; i < result.centers.size(); ++i) {
      EXPECT_TRUE(result.shares[i] > 0.0 || result.center_indices[i] < 2);
    }
  }
}

TEST(FixedCenters, OfOneColorAreOneClusterAndEmptyOnes) {
  const Color twice{0.4F, 0.4F, 0.4F};
  const Clustering result =
      cluster(photo_like(5000, 6), {.color_count = 5, .fixed = {twice, twice, twice}});
  ASSERT_EQ(result.centers.size(), 5U);
  EXPECT_EQ(std::ranges::count(result.centers, twice), 3);
  EXPECT_EQ(std::ranges::count(result.shares, 0.0), 2);
}

TEST(FixedCenters, SameBitsForAnyNumberOfThreads) {
  const ColorHistogram photo = photo_like(100000, 5);
  ClusteringOptions options{.color_count = 40, .fixed = {{0.1F, 0.5F, 0.3F}, {0, 0, 1}, {1, 1, 1}}};
  for (const double accents : {0.0, 0.5}) {
    options.accents = accents;
    options.threads = 1;
    const Clustering expected = cluster(photo, options);
    for (const int threads : {2, 5}) {
      options.threads = threads;
      const Clustering actual = cluster(photo, options);
      EXPECT_EQ(actual.centers, expected.centers);
      EXPECT_EQ(actual.shares, expected.shares);
    }
  }
}

TEST(FixedCenters, AccentsAreFoundBesideThem) {
  const ColorHistogram photo = with_spot(photo_like(100000, 2), {1, 0, 0}, 0.003);
  const std::vector<Color> fixed{{0, 0, 0}, {0.2F, 0.9F, 0.1F}};
  const Clustering accented = cluster(photo, {.color_count = 8, .accents = 1.0, .fixed = fixed});
  EXPECT_LT(distance_to(accented, {1, 0, 0}), 0.01);
  for (const Color& color : fixed) EXPECT_TRUE(contains(accented.centers, color));
}

TEST(FixedCenters, AnAccentThatIsFixedNeedsNoOther) {
  const Color red{0.97F, 0.02F, 0.01F};
  const ColorHistogram photo = with_spot(photo_like(100000, 2), {1, 0, 0}, 0.003);
  const Clustering accented = cluster(photo, {.color_count = 8, .accents = 1.0, .fixed = {red}});
  for (const Color& center : accented.centers) {
    if (center == red) continue;
    EXPECT_GT(squared_distance(center, red), 0.05);
  }
}

}  // namespace
}  // namespace color_clusters
