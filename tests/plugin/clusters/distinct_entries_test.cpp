// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/distinct_entries.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

/// Grays of 8 bits.
std::vector<Color> grays(const std::vector<float>& bytes) {
  std::vector<Color> colors;
  for (const float byte : bytes) {
    colors.push_back({byte / 255.0F, byte / 255.0F, byte / 255.0F});
  }
  return colors;
}

ColorHistogram histogram_of(const std::vector<float>& bytes, const std::vector<double>& weights) {
  ColorHistogram histogram;
  for (const Color& color : grays(bytes)) histogram.colors.push_back(color);
  for (const double weight : weights) {
    histogram.weights.push_back(weight);
    histogram.total_weight += weight;
  }
  histogram.distinct_colors = bytes.size();
  return histogram;
}

LayerClusters clusters_at(const std::vector<float>& bytes, const std::vector<double>& shares,
                          const std::vector<std::uint16_t>& ranks, std::size_t given = 0) {
  const LayerEncoding encoding = layer_encoding(babl_format("R'G'B' u8"));
  const ClusterSpace space(ColorSpace::srgb, encoding);
  ClusterColors colors = cluster_colors(grays(bytes), space, encoding);
  colors.ranks = ranks;
  return {.encoding = encoding, .space = space, .colors = colors, .shares = shares, .given = given};
}

/// Makes clusters of a histogram distinct.
LayerClusters distinct(const ColorHistogram& histogram, LayerClusters clusters, std::size_t most) {
  make_distinct(histogram, {histogram.colors, histogram.weights, 1}, most, clusters);
  return clusters;
}

TEST(DistinctEntries, TwinsHaveTheSameBytes) {
  EXPECT_FALSE(has_twins(std::vector<Color>{}));
  EXPECT_FALSE(has_twins(grays({3, 4, 5})));
  EXPECT_TRUE(has_twins(grays({3, 5, 3.3F})));
  EXPECT_TRUE(has_twins(grays({255, 3, 5000})));
  EXPECT_TRUE(has_twins(grays({-100, 3, 0})));
  EXPECT_EQ(without_twins(grays({3, 5, 3.3F, 300, 255})), grays({3, 5, 300}));
}

TEST(DistinctEntries, HistogramInBytesAddsUpWhatLooksTheSame) {
  const ColorHistogram histogram =
      histogram_in_bytes(histogram_of({400, 3.3F, 2.8F, 255, 7}, {1, 2, 4, 8, 16}),
                         layer_encoding(babl_format("R'G'B' float")));
  const std::vector<Color> expected = grays({3, 7, 255});
  EXPECT_TRUE(std::ranges::equal(histogram.colors, expected));
  EXPECT_TRUE(std::ranges::equal(histogram.weights, std::vector<double>{6, 16, 9}));
  EXPECT_EQ(histogram.total_weight, 31.0);
  EXPECT_EQ(histogram.distinct_colors, 3U);
}

TEST(DistinctEntries, TheLargestOfTwinsStaysAndTheWorstServedColorGetsThePlace) {
  const ColorHistogram histogram = histogram_of({10, 11, 50, 90}, {4, 4, 1, 2});
  const LayerClusters clusters =
      distinct(histogram, clusters_at({10.4F, 9.6F, 50}, {0.2, 0.6, 0.2}, {0, 1, 2}), 3);
  EXPECT_EQ(clusters.colors.srgb, grays({9.6F, 50, 90}));
  EXPECT_EQ(clusters.colors.ranks, (std::vector<std::uint16_t>{1, 2, 3}));
  EXPECT_NEAR(clusters.shares[0], 8.0 / 11.0, 1e-12);
  EXPECT_NEAR(clusters.shares[1], 1.0 / 11.0, 1e-12);
  EXPECT_NEAR(clusters.shares[2], 2.0 / 11.0, 1e-12);
}

TEST(DistinctEntries, GivenColorsStay) {
  const ColorHistogram histogram = histogram_of({10, 50}, {4, 4});
  const LayerClusters clusters = distinct(
      histogram, clusters_at({10, 10.2F, 10.3F, 200}, {0.5, 0.3, 0.2, 0.0}, {3, 1, 0, 2}, 3), 3);
  EXPECT_EQ(clusters.colors.srgb, grays({10.3F, 200, 50}));
  EXPECT_EQ(clusters.colors.ranks, (std::vector<std::uint16_t>{0, 2, 3}));
  EXPECT_EQ(clusters.shares, (std::vector<double>{0.5, 0, 0.5}));
}

TEST(DistinctEntries, ThereAreNoMoreThanColors) {
  const ColorHistogram histogram = histogram_of({10, 50}, {4, 4});
  const LayerClusters clusters =
      distinct(histogram, clusters_at({10, 10.2F, 50}, {0.5, 0, 0.5}, {0, 1, 2}), 9);
  EXPECT_EQ(clusters.colors.srgb, grays({10, 50}));
}

TEST(DistinctEntries, WhatANewOneLeavesWithoutColorsGoes) {
  // The color of the first cluster gets a place of its own.
  const ColorHistogram histogram = histogram_of({10, 60}, {4, 4});
  const LayerClusters clusters = distinct(histogram, clusters_at({30, 60}, {0.5, 0.5}, {0, 1}), 3);
  EXPECT_EQ(clusters.colors.srgb, grays({60, 10}));
  EXPECT_EQ(clusters.shares, (std::vector<double>{0.5, 0.5}));
}

}  // namespace
}  // namespace color_clusters
