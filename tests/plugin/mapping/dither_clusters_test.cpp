// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/dither_clusters.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/color/srgb.h"
#include "plugin/mapping/map_clusters.h"
#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

const std::vector<Color> black_and_white{{0, 0, 0}, {1, 1, 1}};

ClusterMap dithered(const LayerPixels& pixels, DitherMethod method, double strength = 1.0,
                    int threads = 2) {
  const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
  const ClusterSpace space(ColorSpace::cielab, encoding);
  return dither_clusters(pixels, cluster_colors_from_srgb(black_and_white, space, encoding), space,
                         {.method = method, .strength = strength, .threads = threads}, {});
}

double white_part(const ClusterMap& map) {
  return static_cast<double>(std::ranges::count(map.clusters, 1)) /
         static_cast<double>(map.clusters.size());
}

Buffer flat(const Babl* format, int width, int height, const std::vector<float>& gray_alpha) {
  Buffer buffer = new_buffer(format, width, height);
  gegl_buffer_set_color_from_pixel(buffer.get(), nullptr, gray_alpha.data(),
                                   babl_format("Y'A float"));
  return buffer;
}

constexpr std::array methods{DitherMethod::floyd_steinberg, DitherMethod::blue_noise,
                             DitherMethod::bayer};

TEST(DitherClusters, AnAreaKeepsItsLight) {
  for (const char* format : {"R'G'B' u8", "Y' u8", "RGB float", "R'G'B'A u16"}) {
    const Buffer layer = flat(babl_format(format), 256, 256, {0.6F, 1.0F});
    for (const DitherMethod method : methods) {
      const auto light = static_cast<float>(white_part(dithered(whole(layer), method)));
      const float srgb = srgb_from_linear({light, light, light})[0];
      EXPECT_NEAR(std::round(srgb * 255.0F), std::round(0.6F * 255.0F), 1.0F) << format;
    }
  }
}

TEST(DitherClusters, WithHardlyAnyStrengthEachPixelHasItsNearestCluster) {
  const Buffer layer = speckled(babl_format("R'G'B' u8"), 64, 64);
  const LayerEncoding encoding = encoding_of(layer);
  const ClusterSpace space(ColorSpace::cielab, encoding);
  const ClusterMap nearest =
      map_clusters(whole(layer), cluster_colors_from_srgb(black_and_white, space, encoding), space,
                   MapOf::picture, 1, {})
          .map;
  for (const DitherMethod method : methods) {
    EXPECT_EQ(dithered(whole(layer), method, 1e-9).clusters, nearest.clusters);
  }
}

TEST(DitherClusters, TakesColorsThatAreInfiniteInLinearLight) {
  constexpr float largest = std::numeric_limits<float>::max();
  const Buffer layer = row_of<float>(babl_format("R'G'B' float"),
                                     {0, 0, 0, 1, 1, 1, largest, largest, -largest, 0, 0, 0});
  const LayerEncoding encoding = encoding_of(layer);
  const ClusterSpace space(ColorSpace::cielab, encoding);
  ClusterColors colors = cluster_colors_from_srgb(black_and_white, space, encoding);
  colors.layer[1] = {largest, -largest, 1.0F};
  for (const DitherMethod method : methods) {
    const ClusterMap map =
        dither_clusters(whole(layer), colors, space, {.method = method, .threads = 1}, {});
    EXPECT_EQ(map.clusters[0], 0) << static_cast<int>(method);
    EXPECT_LT(map.clusters[2], 2) << static_cast<int>(method);
  }
}

TEST(DitherClusters, ColorsOfFewValuesGiveWhatTheyGiveInFloats) {
  const std::vector<std::pair<const char*, const char*>> formats{
      {"R'G'B' u8", "R'G'B' float"}, {"R'G'B'A u8", "R'G'B'A float"}, {"Y' u8", "Y' float"},
      {"Y'A u8", "Y'A float"},       {"Y'A u16", "Y'A float"},        {"Y' half", "Y' float"}};
  for (const char* space : {"sRGB", "Adobish"}) {
    for (const auto& [few, floats] : formats) {
      const Buffer layer = speckled(babl_format_with_space(few, babl_space(space)), 300, 200);
      const Buffer precise =
          new_buffer(babl_format_with_space(floats, babl_space(space)), 300, 200);
      gegl_buffer_copy(layer.get(), nullptr, GEGL_ABYSS_NONE, precise.get(), nullptr);
      const Buffer selection = speckled(babl_format("Y u8"), 300, 200);
      for (const bool is_selected : {false, true}) {
        LayerPixels pixels = whole(layer);
        LayerPixels precise_pixels = whole(precise);
        if (is_selected) {
          pixels.selection.buffer = selection.get();
          precise_pixels.selection.buffer = selection.get();
        }
        for (const DitherMethod method : methods) {
          EXPECT_EQ(dithered(pixels, method, 0.9).clusters,
                    dithered(precise_pixels, method, 0.9).clusters)
              << few << " " << space;
        }
      }
    }
  }
}

TEST(DitherClusters, WhatCannotBeSeenHasNone) {
  const Buffer layer = row_of<std::uint8_t>(babl_format("Y'A u8"), {255, 0, 255, 255, 255, 9});
  const Buffer selection = row_of<float>(babl_format("Y float"), {1.0F, 0.0F, 0.5F});
  LayerPixels pixels = whole(layer);
  pixels.selection.buffer = selection.get();
  for (const DitherMethod method : methods) {
    EXPECT_EQ(dithered(pixels, method).clusters, (ClusterMap::Clusters{no_cluster, no_cluster, 1}));
  }
}

TEST(DitherClusters, IsTheSameForAnyNumberOfThreadsAndAnyPart) {
  // More rows than are read at a time.
  const Buffer layer = new_buffer(babl_format("R'G'B'A u8"), 1500, 1500);
  std::vector<std::uint8_t> pixels;
  pixels.reserve(1500U * 1500 * 4);
  for (std::uint32_t i = 0; i < 1500U * 1500 * 4; ++i) {
    pixels.push_back(static_cast<std::uint8_t>(i * 13 + (i / 6000) * 5));
  }
  gegl_buffer_set(layer.get(), nullptr, 0, babl_format("R'G'B'A u8"), pixels.data(),
                  GEGL_AUTO_ROWSTRIDE);
  for (const DitherMethod method : methods) {
    const ClusterMap map = dithered(whole(layer), method, 0.8, 1);
    EXPECT_EQ(map.clusters.size(), 1500U * 1500);
    EXPECT_EQ(dithered(whole(layer), method, 0.8, 3).clusters, map.clusters);
    LayerPixels top = whole(layer);
    top.area.height = 700;
    const ClusterMap part = dithered(top, method, 0.8, 2);
    EXPECT_TRUE(std::equal(part.clusters.begin(), part.clusters.end(), map.clusters.begin()));
  }
}

}  // namespace
}  // namespace color_clusters
