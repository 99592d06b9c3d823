// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clustering/clustering.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "core/kmeans/cluster_search.h"
#include "test_histograms.h"

namespace color_clusters {
namespace {

TEST(Clustering, OneRed) {
  const Clustering result = cluster(histogram_of({{{1, 0, 0}, 3.0}}), {.color_count = 5});
  ASSERT_EQ(result.centers.size(), 1U);
  EXPECT_EQ(result.centers[0], (Color{1, 0, 0}));
  EXPECT_EQ(result.shares[0], 1.0);
  EXPECT_EQ(result.inertia, 0.0);
}

TEST(Clustering, FiveBlues) {
  std::vector<Entry> entries;
  for (int i = 0; i < 5; ++i) entries.push_back({{0, 0, 0.2F * static_cast<float>(i)}, 10.0 - i});
  const Clustering result = cluster(histogram_of(entries), {.color_count = 5});
  ASSERT_EQ(result.centers.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(result.centers[i], entries[i].color);
    EXPECT_DOUBLE_EQ(result.shares[i], entries[i].weight / 40.0);
  }
  EXPECT_NEAR(result.inertia, 0.0, 1e-12);
}

TEST(Clustering, TwoClustersOfEqualWeight) {
  const Clustering result = cluster(
      histogram_of({{{0.1F, 0, 0}, 1}, {{0.2F, 0, 0}, 1}, {{0.8F, 1, 1}, 1}, {{0.9F, 1, 1}, 1}}),
      {.color_count = 2});
  ASSERT_EQ(result.centers.size(), 2U);
  std::vector<Color> centers = result.centers;
  std::sort(centers.begin(), centers.end());
  expect_near(centers[0], {0.15F, 0, 0});
  expect_near(centers[1], {0.85F, 1, 1});
  EXPECT_EQ(result.shares, (std::vector<double>{0.5, 0.5}));
  EXPECT_NEAR(result.inertia, 0.0025, 1e-8);
}

TEST(Clustering, OneCenterIsTheMean) {
  const Clustering result =
      cluster(histogram_of({{{0, 0, 0}, 1}, {{0, 0, 1}, 1}, {{1, 1, 1}, 2}}), {.color_count = 1});
  ASSERT_EQ(result.centers.size(), 1U);
  expect_near(result.centers[0], {0.5F, 0.5F, 0.75F});
}

TEST(Clustering, FewerColorsThanAskedForAreAllKept) {
  const Clustering result = cluster(
      histogram_of({{{0, 0, 0}, 1}, {{0.5F, 0, 0}, 2}, {{1, 0, 0}, 3}}), {.color_count = 256});
  ASSERT_EQ(result.centers.size(), 3U);
  EXPECT_EQ(result.centers[0], (Color{1, 0, 0}));
  EXPECT_EQ(result.centers[2], (Color{0, 0, 0}));
}

TEST(Clustering, NearlyAllWeightOnOneColor) {
  const Clustering result =
      cluster(histogram_of({{{0.5F, 0.5F, 0.5F}, 1e12}, {{0, 0, 0}, 1.0}, {{1, 1, 1}, 1.0}}),
              {.color_count = 2});
  ASSERT_EQ(result.centers.size(), 2U);
  expect_near(result.centers[0], {0.5F, 0.5F, 0.5F}, 1e-5F);
  EXPECT_GT(result.shares[1], 0.0);
}

TEST(Clustering, AMillionEqualPixels) {
  ByteColorCounter counter;
  const std::vector<std::uint8_t> row(3000, 77);
  for (int i = 0; i < 1000; ++i) counter.add(row);
  const Clustering result = cluster(counter.histogram(), {.color_count = 8});
  ASSERT_EQ(result.centers.size(), 1U);
  EXPECT_FLOAT_EQ(result.centers[0][0], 77.0F / 255.0F);
  EXPECT_EQ(result.shares[0], 1.0);
}

TEST(Clustering, CollinearColorsAreCutIntoEqualParts) {
  std::vector<Entry> entries;
  for (int i = 0; i < 4096; ++i) {
    const float value = static_cast<float>(i) / 4095.0F;
    entries.push_back({{value, value, value}, 1.0});
  }
  const Clustering result = cluster(histogram_of(entries), {.color_count = 4});
  std::vector<Color> centers = result.centers;
  std::sort(centers.begin(), centers.end());
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(centers[i][0], (static_cast<float>(i) + 0.5F) / 4.0F, 0.003F);
    EXPECT_NEAR(result.shares[i], 0.25, 0.005);
  }
}

TEST(Clustering, ColorsThatDifferLittleAreToldApart) {
  std::vector<Entry> entries;
  for (int i = 0; i < 256; ++i) {
    entries.push_back({{0.5F + static_cast<float>(i) / 65535.0F, 0.5F, 0.5F}, 1.0});
  }
  const Clustering result = cluster(histogram_of(entries), {.color_count = 4});
  ASSERT_EQ(result.centers.size(), 4U);
  for (const double share : result.shares) EXPECT_NEAR(share, 0.25, 0.02);
}

TEST(Clustering, SmallFarColorsDoNotBlurTheRest) {
  // One very bright pixel makes the box of all colors a thousand times as large as the picture.
  std::vector<Entry> entries{{{100, 100, 100}, 1.0}};
  for (int i = 0; i < 64; ++i) {
    entries.push_back({{i % 2 == 0 ? 0.2F : 0.3F, static_cast<float>(i) * 1e-4F, 0}, 1000.0});
  }
  const Clustering result = cluster(histogram_of(entries), {.color_count = 3});
  ASSERT_EQ(result.centers.size(), 3U);
  EXPECT_NEAR(result.centers[0][0] + result.centers[1][0], 0.5F, 1e-4F);
  EXPECT_EQ(result.centers[2], (Color{100, 100, 100}));
}

TEST(Clustering, GivesAsManyAsAskedFor) {
  const ColorHistogram photo = photo_like(50000, 1);
  for (const int color_count : {1, 2, 3, 5, 17, 64, 255, 256}) {
    const Clustering result = cluster(photo, {.color_count = color_count});
    EXPECT_EQ(result.centers.size(), static_cast<std::size_t>(color_count));
    EXPECT_EQ(result.shares.size(), result.centers.size());
  }
}

TEST(Clustering, GivesAsManyAsAskedForWhenThereAreHardlyMoreColors) {
  std::mt19937 random(4);
  for (const int spare : {0, 1, 5, 40}) {
    std::vector<Entry> entries;
    for (int i = 0; i < 200 + spare; ++i) {
      // Tight groups, so that centers are easily lost.
      const float group = static_cast<float>(i / 20) / 10.0F;
      const float offset = static_cast<float>(i % 20) * 1e-4F;
      entries.push_back(
          {{group + offset, group, offset}, 1.0 + static_cast<double>(random() % 1000)});
    }
    const Clustering result = cluster(histogram_of(entries), {.color_count = 200});
    EXPECT_EQ(result.centers.size(), 200U);
    EXPECT_GT(result.shares.back(), 0.0);
  }
}

TEST(Clustering, SharesAreSortedAndSumToOne) {
  const Clustering result = cluster(photo_like(50000, 2), {.color_count = 20});
  EXPECT_TRUE(std::is_sorted(result.shares.rbegin(), result.shares.rend()));
  EXPECT_NEAR(std::accumulate(result.shares.begin(), result.shares.end(), 0.0), 1.0, 1e-12);
  EXPECT_GT(result.shares.back(), 0.0);
}

TEST(Clustering, SharesAndInertiaBelongToTheCentersReturned) {
  const ColorHistogram photo = photo_like(50000, 3);
  for (const int color_count : {2, 16, 100}) {
    const Clustering result = cluster(photo, {.color_count = color_count});
    EXPECT_NEAR(result.inertia, inertia_of(photo, result.centers), 1e-6 * result.inertia);
    std::vector<double> weights(result.centers.size(), 0.0);
    for (std::size_t i = 0; i < photo.colors.size(); ++i) {
      const auto nearest = std::min_element(
          result.centers.begin(), result.centers.end(), [&](const Color& a, const Color& b) {
            return squared_distance(a, photo.colors[i]) < squared_distance(b, photo.colors[i]);
          });
      weights[static_cast<std::size_t>(nearest - result.centers.begin())] += photo.weights[i];
    }
    for (std::size_t i = 0; i < weights.size(); ++i) {
      EXPECT_NEAR(result.shares[i], weights[i] / photo.total_weight, 1e-4);
    }
  }
}

TEST(Clustering, FindsWellSeparatedClumps) {
  std::mt19937 random(6);
  std::normal_distribution<float> offset(0.0F, 0.004F);
  std::vector<Color> middles;
  for (int i = 0; i < 27; ++i) {
    middles.push_back({static_cast<float>(i % 3) / 2.0F, static_cast<float>(i / 3 % 3) / 2.0F,
                       static_cast<float>(i / 9) / 2.0F});
  }
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < middles.size(); ++i) {
    for (int j = 0; j < 200; ++j) {
      const Color& m = middles[i];
      entries.push_back({{m[0] + offset(random), m[1] + offset(random), m[2] + offset(random)},
                         1.0 + static_cast<double>(i)});
    }
  }
  const Clustering result = cluster(histogram_of(entries), {.color_count = 27});
  for (const Color& middle : middles) {
    double least = 1.0;
    for (const Color& center : result.centers) {
      least = std::min(least, squared_distance(center, middle));
    }
    EXPECT_LT(least, 1e-5);
  }
}

TEST(Clustering, SameBitsForAnyNumberOfThreads) {
  const ColorHistogram photo = photo_like(50000, 5);
  for (const int color_count : {5, 40, 256}) {
    const Clustering expected = cluster(photo, {.color_count = color_count, .threads = 1});
    for (const int threads : {2, 5}) {
      const Clustering actual = cluster(photo, {.color_count = color_count, .threads = threads});
      EXPECT_EQ(actual.centers, expected.centers);
      EXPECT_EQ(actual.shares, expected.shares);
      EXPECT_EQ(actual.inertia, expected.inertia);
    }
  }
}

TEST(Clustering, ScalingAllWeightsChangesNothing) {
  ColorHistogram photo = photo_like(50000, 7);
  const Clustering expected = cluster(photo, {.color_count = 12});
  for (double& weight : photo.weights) weight *= 1024.0;
  photo.total_weight *= 1024.0;
  const Clustering actual = cluster(photo, {.color_count = 12});
  EXPECT_EQ(actual.centers, expected.centers);
  EXPECT_EQ(actual.shares, expected.shares);
}

TEST(Clustering, AccentsKeepASmallSpotAmongEightColors) {
  int spots = 0;
  for (unsigned seed = 1; seed <= 8; ++seed) {
    const ColorHistogram photo = photo_like(25000, seed);
    const Clustering clumps = cluster(photo, {.color_count = 12});
    for (const Color& spot : {Color{1, 0, 0}, Color{0, 1, 0}, Color{1, 0, 1}, Color{1, 1, 0}}) {
      if (distance_to(clumps, spot) < 0.35) continue;  // not far from everything else
      ++spots;
      const Clustering accented =
          cluster(with_spot(photo, spot, 0.003), {.color_count = 8, .accents = 1.0});
      EXPECT_LT(distance_to(accented, spot), 0.01) << "seed " << seed;
    }
  }
  EXPECT_GE(spots, 28);
}

TEST(Clustering, WithoutAccentsASmallSpotIsAveragedAway) {
  const Color red{1, 0, 0};
  const Clustering plain = cluster(with_spot(photo_like(25000, 1), red, 0.003), {.color_count = 8});
  EXPECT_GT(distance_to(plain, red), 0.1);
}

TEST(Clustering, AccentsCostLittleWhereThereAreNone) {
  const ColorHistogram photo = photo_like(50000, 9);
  const Clustering plain = cluster(photo, {.color_count = 8});
  const Clustering accented = cluster(photo, {.color_count = 8, .accents = 1.0});
  EXPECT_LT(accented.inertia, 1.35 * plain.inertia);
  EXPECT_GT(accented.inertia, plain.inertia);
}

TEST(Clustering, AccentsKeepTheNumberOfColorsAndTheTrueShares) {
  const ColorHistogram photo = with_spot(photo_like(50000, 10), {1, 0, 0}, 0.003);
  const Clustering accented = cluster(photo, {.color_count = 8, .accents = 1.0, .threads = 2});
  EXPECT_EQ(accented.centers.size(), 8U);
  EXPECT_NEAR(std::accumulate(accented.shares.begin(), accented.shares.end(), 0.0), 1.0, 1e-12);
  EXPECT_NEAR(accented.inertia, inertia_of(photo, accented.centers), 1e-6 * accented.inertia);
}

TEST(Clustering, ADraftIsNotMuchWorse) {
  const ColorHistogram histogram = photo_like(20000, 5);
  const double best = cluster(histogram, {.color_count = 12}).inertia;
  const Clustering draft = cluster(histogram, {.color_count = 12, .draft = true});
  EXPECT_EQ(draft.centers.size(), 12U);
  EXPECT_GT(draft.inertia, best);
  EXPECT_LT(draft.inertia, 1.5 * best);
}

TEST(Clustering, CanBeStoppedAtAnyTime) {
  const ColorHistogram histogram = photo_like(20000, 5);
  int asked = 0;
  const auto count = [&] {
    ++asked;
    return true;
  };
  const Clustering whole = cluster(histogram, {.color_count = 12, .keep_going = count});
  EXPECT_EQ(whole.centers, cluster(histogram, {.color_count = 12}).centers);
  const int all = asked;
  EXPECT_GT(all, 10);
  for (const int stop_at : {1, all / 2, all}) {
    asked = 0;
    const auto stop = [&] { return ++asked < stop_at; };
    EXPECT_THROW(cluster(histogram, {.color_count = 12, .keep_going = stop}), ClusteringStopped);
    EXPECT_EQ(asked, stop_at);
  }
}

TEST(Clustering, RejectsWhatCannotBeClustered) {
  EXPECT_THROW(cluster({}, {.color_count = 5}), std::invalid_argument);
  const ColorHistogram red = histogram_of({{{1, 0, 0}, 1.0}});
  EXPECT_THROW(cluster(red, {.color_count = 0}), std::invalid_argument);
  EXPECT_THROW(cluster(red, {.color_count = 257}), std::invalid_argument);
  EXPECT_THROW(cluster(red, {.accents = -0.1}), std::invalid_argument);
  EXPECT_THROW(cluster(red, {.accents = 1.1}), std::invalid_argument);
  EXPECT_THROW(cluster(red, {.accents = std::nan("")}), std::invalid_argument);
  EXPECT_THROW(cluster(red, {.color_count = 1, .fixed = {{0, 0, 0}, {1, 1, 1}}}),
               std::invalid_argument);
  for (const float value : {std::nanf(""), std::numeric_limits<float>::infinity(), 1e38F}) {
    EXPECT_THROW(cluster(red, {.color_count = 1, .fixed = {{0, 0, value}}}), std::invalid_argument);
    EXPECT_THROW(cluster(red, {.color_count = 2, .fixed = {{0, 0, value}}}), std::invalid_argument);
  }
}

TEST(Clustering, AccentsOfWeightsFarApartStayFinite) {
  const ColorHistogram histogram = histogram_of(
      {{{0, 0, 0}, 1e99}, {{0.1F, 0, 0}, 1.0}, {{0.5F, 0, 0}, 1e-99}, {{1, 0, 0}, 1e-99}});
  const Clustering found = cluster(histogram, {.color_count = 3, .accents = 1.0});
  ASSERT_EQ(found.centers.size(), 3U);
  for (const Color& center : found.centers) EXPECT_TRUE(center[0] >= 0.0F && center[0] <= 1.0F);
  EXPECT_EQ(found.shares[0], 1.0);
}

}  // namespace
}  // namespace color_clusters
