// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/map_clusters.h"

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

using Clusters = std::vector<std::uint16_t>;

const std::vector<Color> black_and_white{{0, 0, 0}, {1, 1, 1}};

ClusterMap map_of(const LayerPixels& pixels, double least_weight = 0.0, int threads = 2) {
  const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
  const ClusterSpace space(ColorSpace::srgb, encoding);
  return map_clusters(pixels, cluster_colors(black_and_white, space, encoding), space, least_weight,
                      threads, {});
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
  EXPECT_EQ(map_of(pixels, 0.5).clusters,
            (Clusters{no_cluster, no_cluster, no_cluster, 0, no_cluster}));
}

TEST(MapClusters, LightPixelsCanBeDroppedLater) {
  const Buffer layer = row_of<std::uint8_t>(babl_format("Y'A u8"), {0, 127, 0, 128, 255, 255});
  ClusterMap map = map_of(whole(layer));
  EXPECT_EQ(map.clusters, (Clusters{0, 0, 1}));
  drop_light_pixels(whole(layer), 0.5, 2, map);
  EXPECT_EQ(map.clusters, (Clusters{no_cluster, 0, 1}));
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
  const ClusterMap map = map_of(whole(layer), 0.2, 1);
  for (const int threads : {2, 3, 7}) {
    EXPECT_EQ(map_of(whole(layer), 0.2, threads).clusters, map.clusters);
    EXPECT_EQ(shares_of_map(whole(layer), map, 2, threads), shares_of_map(whole(layer), map, 2, 1));
  }
  // Rows are where they belong.
  for (std::size_t i = 0; i < map.clusters.size(); ++i) {
    const bool is_seen = pixels[4 * i + 3] >= 0.2 * 255;
    ASSERT_EQ(map.clusters[i] != no_cluster, is_seen) << i;
    const int sum = pixels[4 * i] + pixels[4 * i + 1] + pixels[4 * i + 2];
    ASSERT_TRUE(!is_seen || map.clusters[i] == (2 * sum > 3 * 255 ? 1 : 0)) << i;
  }
}

TEST(SharesOfMap, CountsEachPixelWithItsWeight) {
  const Buffer layer =
      row_of<float>(babl_format("Y'A float"), {0.0F, 0.5F, 1.0F, 1.0F, 1.0F, 0.5F, 0.0F, 1.0F});
  const Buffer selection = row_of<float>(babl_format("Y float"), {1.0F, 1.0F, 0.5F, 0.0F});
  LayerPixels pixels = whole(layer);
  pixels.selection.buffer = selection.get();
  const ClusterMap map{.clusters = {2, 0, 0, no_cluster}, .width = 4, .height = 1};
  const std::vector<double> shares = shares_of_map(pixels, map, 3, 2);
  ASSERT_EQ(shares.size(), 3U);
  EXPECT_DOUBLE_EQ(shares[0], 1.25 / 1.75);
  EXPECT_DOUBLE_EQ(shares[1], 0.0);
  EXPECT_DOUBLE_EQ(shares[2], 0.5 / 1.75);
}

TEST(SharesOfMap, AreZeroWhereNothingCounts) {
  const Buffer layer = row_of<std::uint8_t>(babl_format("Y'A u8"), {0, 0});
  const ClusterMap map{.clusters = {no_cluster}, .width = 1, .height = 1};
  EXPECT_EQ(shares_of_map(whole(layer), map, 2, 1), (std::vector{0.0, 0.0}));
}

}  // namespace
}  // namespace color_clusters
