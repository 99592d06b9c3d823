// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/map_clusters.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

using Clusters = ClusterMap::Clusters;

const std::vector<Color> black_and_white{{0, 0, 0}, {1, 1, 1}};

CountedMap counted(const LayerPixels& pixels, MapOf use = MapOf::picture, int threads = 2) {
  const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
  const ClusterSpace space(ColorSpace::srgb, encoding);
  return map_clusters(pixels, cluster_colors(black_and_white, space, encoding), space, use, threads,
                      {});
}

ClusterMap map_of(const LayerPixels& pixels, MapOf use = MapOf::picture, int threads = 2) {
  return counted(pixels, use, threads).map;
}

std::vector<double> shares_of_map(const LayerPixels& pixels, const ClusterMap& map,
                                  std::size_t clusters, int threads) {
  return count_map(pixels, map, clusters, MapOf::picture, threads).shares;
}

TEST(MapClusters, EachPixelHasItsNearestCluster) {
  const Buffer layer =
      row_of<std::uint8_t>(babl_format("R'G'B' u8"), {10, 20, 30, 250, 240, 230, 40, 40, 40});
  const ClusterMap map = map_of(whole(layer));
  EXPECT_EQ(map.width, 3);
  EXPECT_EQ(map.height, 1);
  EXPECT_EQ(map.clusters, (Clusters{0, 1, 0}));
}

TEST(MapClusters, WhatCannotBeSeenHasNone) {
  const Buffer layer = row_of<float>(babl_format("Y'A float"),
                                     {0.9F, 0.0F, 0.9F, 1.0F, 0.9F, 1.0F, 0.1F, 1.0F, 0.9F, -1.0F});
  const Buffer selection = row_of<float>(babl_format("Y float"), {1.0F, 0.0F, 1.0F, 1.0F, 1.0F});
  const Buffer mask = row_of<float>(babl_format("Y float"), {1.0F, 1.0F, 0.01F, 1.0F, 1.0F});
  LayerPixels pixels = whole(layer);
  pixels.selection.buffer = selection.get();
  pixels.layer_mask.buffer = mask.get();
  EXPECT_EQ(map_of(pixels).clusters, (Clusters{no_cluster, no_cluster, 1, 0, no_cluster}));
  EXPECT_EQ(map_of(pixels, MapOf::films).clusters,
            (Clusters{no_cluster, no_cluster, no_cluster, 0, no_cluster}));
}

TEST(MapClusters, LightPixelsDoNotPrintButCount) {
  const Buffer layer = row_of<std::uint8_t>(babl_format("Y'A u8"), {0, 127, 0, 128, 255, 255});
  const CountedMap picture = counted(whole(layer));
  EXPECT_EQ(picture.map.clusters, (Clusters{0, 0, 1}));
  EXPECT_EQ(picture.shares, (std::vector{0.5, 0.5}));
  const CountedMap films = counted(whole(layer), MapOf::films);
  EXPECT_EQ(films.map.clusters, (Clusters{no_cluster, 0, 1}));
  EXPECT_EQ(films.shares, picture.shares);
  const CountedMap later = count_map(whole(layer), picture.map, 2, MapOf::films, 2);
  EXPECT_EQ(later.map.clusters, films.map.clusters);
  EXPECT_EQ(later.shares, films.shares);
}

TEST(MapClusters, WhateverIsSeenHasAClusterAndAShare) {
  // Products that are 0 when rounded to bytes or to the steps of a weight.
  const Buffer bytes = row_of<std::uint8_t>(babl_format("Y'A u8"), {0, 255, 255, 1});
  const Buffer one = row_of<std::uint8_t>(babl_format("Y u8"), {255, 1});
  LayerPixels pixels = whole(bytes);
  pixels.selection.buffer = one.get();
  pixels.layer_mask.buffer = one.get();
  EXPECT_EQ(counted(pixels).map.clusters, (Clusters{0, 1}));
  EXPECT_GT(counted(pixels).shares[1], 0.0);
  const Buffer floats = row_of<float>(babl_format("Y'A float"), {0.0F, 1.0F, 1.0F, 1e-9F});
  EXPECT_EQ(counted(whole(floats)).map.clusters, (Clusters{0, 1}));
  EXPECT_GT(counted(whole(floats)).shares[1], 0.0);
  EXPECT_EQ(read_histogram(whole(floats), 1, {}).colors.size(), 2U);
  EXPECT_EQ(read_histogram(pixels, 1, {}).colors.size(), 2U);
}

TEST(MapClusters, WhatHasNoColorCountsNothing) {
  const float nan = std::nanf("");
  const Buffer layer =
      row_of<float>(babl_format("R'G'B' float"), {nan, 0.0F, 0.0F, 1.0F, 1.0F, 1.0F});
  EXPECT_EQ(counted(whole(layer)).shares, (std::vector{0.0, 1.0}));
}

TEST(MapClusters, WhatAMaskHidesIsMappedLater) {
  const Buffer layer = row_of<std::uint8_t>(babl_format("Y'A u8"), {0, 255, 255, 255, 255, 0});
  const Buffer mask = row_of<std::uint8_t>(babl_format("Y u8"), {255, 0, 0});
  LayerPixels pixels = whole(layer);
  pixels.layer_mask.buffer = mask.get();
  ClusterMap map = map_of(pixels);
  EXPECT_EQ(map.clusters, (Clusters{0, no_cluster, no_cluster}));
  map.clusters[0] = 1;
  const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
  const ClusterSpace space(ColorSpace::srgb, encoding);
  map_masked_pixels(pixels, cluster_colors(black_and_white, space, encoding), space, 2, map);
  EXPECT_EQ(map.clusters, (Clusters{1, 1, no_cluster}));
}

TEST(MapClusters, LowestRankOfEquallyNearClustersWins) {
  const Buffer layer = row_of<std::uint8_t>(babl_format("R'G'B' u8"), {85, 85, 85, 170, 170, 170});
  const LayerEncoding encoding = layer_encoding(babl_format("R'G'B' u8"));
  const ClusterSpace space(ColorSpace::srgb, encoding);
  ClusterColors colors =
      cluster_colors(std::vector<Color>{{1, 1, 1}, {0, 0, 0}, {1, 1, 1}}, space, encoding);
  for (const std::size_t first : {0U, 2U}) {
    colors.ranks = {1, 5, 1};
    colors.ranks[first] = 0;
    const CountedMap counted = map_clusters(whole(layer), colors, space, MapOf::picture, 1, {});
    EXPECT_EQ(counted.map.clusters, (Clusters{1, static_cast<std::uint16_t>(first)}));
    EXPECT_EQ(shares_of_nearest(whole(layer), colors, space, 1), counted.shares);
  }
}

TEST(MapClusters, CoversOnlyTheArea) {
  const Buffer layer = row_of<std::uint8_t>(babl_format("Y' u8"), {0, 255, 255, 0});
  LayerPixels pixels = whole(layer);
  pixels.area = {1, 0, 3, 1};
  EXPECT_EQ(map_of(pixels).clusters, (Clusters{1, 1, 0}));
}

TEST(MapClusters, IsTheSameForAnyNumberOfThreads) {
  const Buffer layer = speckled(babl_format("R'G'B'A u8"), 301, 211);
  const std::vector<std::uint8_t> pixels = components_of<std::uint8_t>(layer);
  const ClusterMap map = map_of(whole(layer), MapOf::films, 1);
  for (const int threads : {2, 3, 7}) {
    EXPECT_EQ(map_of(whole(layer), MapOf::films, threads).clusters, map.clusters);
    EXPECT_EQ(shares_of_map(whole(layer), map, 2, threads), shares_of_map(whole(layer), map, 2, 1));
  }
  // Rows are where they belong.
  for (std::size_t i = 0; i < map.clusters.size(); ++i) {
    const bool is_seen = pixels[4 * i + 3] >= 128;
    ASSERT_EQ(map.clusters[i] != no_cluster, is_seen) << i;
    const int sum = pixels[4 * i] + pixels[4 * i + 1] + pixels[4 * i + 2];
    ASSERT_TRUE(!is_seen || map.clusters[i] == (2 * sum > 3 * 255 ? 1 : 0)) << i;
  }
}

TEST(SharesOfMap, CountsEachPixelWithItsWeight) {
  const Buffer layer =
      row_of<float>(babl_format("Y'A float"), {0.0F, 0.6F, 1.0F, 1.0F, 1.0F, 0.6F, 0.0F, 1.0F});
  const Buffer selection = row_of<float>(babl_format("Y float"), {1.0F, 1.0F, 0.6F, 0.0F});
  LayerPixels pixels = whole(layer);
  pixels.selection.buffer = selection.get();
  const ClusterMap map{.clusters = {2, 0, 0, no_cluster}, .width = 4, .height = 1};
  const std::vector<double> shares = shares_of_map(pixels, map, 3, 2);
  ASSERT_EQ(shares.size(), 3U);
  EXPECT_DOUBLE_EQ(shares[0], 1.36 / 1.96);
  EXPECT_DOUBLE_EQ(shares[1], 0.0);
  EXPECT_DOUBLE_EQ(shares[2], 0.6 / 1.96);
}

TEST(SharesOfMap, AreZeroWhereNothingCounts) {
  const Buffer layer = row_of<std::uint8_t>(babl_format("Y'A u8"), {0, 0});
  const ClusterMap map{.clusters = {no_cluster}, .width = 1, .height = 1};
  EXPECT_EQ(shares_of_map(whole(layer), map, 2, 1), (std::vector{0.0, 0.0}));
}

}  // namespace
}  // namespace color_clusters
