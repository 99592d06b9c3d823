// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/painting/posterize.h"

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// The layer posterized to centers given in sRGB.
Buffer posterized(const LayerPixels& pixels, const std::vector<Color>& centers) {
  const Babl* const format = pixels.buffer.format();
  const LayerEncoding encoding = layer_encoding(format);
  const ClusterSpace space(ColorSpace::srgb, encoding);
  Buffer result = new_buffer(format, gegl_buffer_get_width(pixels.buffer.get()),
                             gegl_buffer_get_height(pixels.buffer.get()));
  posterize(pixels, result.get(), cluster_colors(centers, space, encoding), space, 2, {});
  return result;
}

Bytes posterized_bytes(const LayerPixels& pixels, const std::vector<Color>& centers) {
  return components_of<std::uint8_t>(posterized(pixels, centers));
}

const std::vector<Color> black_and_white{{0, 0, 0}, {1, 1, 1}};

TEST(Posterize, EveryPixelGetsTheNearestColor) {
  const Buffer layer = row_of<std::uint8_t>(babl_format("R'G'B' u8"),
                                            {10, 20, 30, 250, 240, 230, 40, 40, 40, 200, 0, 0});
  EXPECT_EQ(posterized_bytes(whole(layer), {{0, 0, 0}, {1, 1, 1}, {0.6F, 0, 0}}),
            (Bytes{0, 0, 0, 255, 255, 255, 0, 0, 0, 153, 0, 0}));
}

TEST(Posterize, AlphaOfBytesStays) {
  Bytes pixels;
  for (int alpha = 0; alpha < 256; ++alpha) {
    const auto value = static_cast<std::uint8_t>(alpha % 2 == 0 ? 20 : 230);
    pixels.insert(pixels.end(), {value, value, value, static_cast<std::uint8_t>(alpha)});
  }
  const Bytes result =
      posterized_bytes(whole(row_of(babl_format("R'G'B'A u8"), pixels)), black_and_white);
  ASSERT_EQ(result.size(), pixels.size());
  for (std::size_t i = 0; i < result.size(); i += 4) {
    EXPECT_EQ(result[i], pixels[i] < 128 ? 0 : 255);
    EXPECT_EQ(result[i + 3], pixels[i + 3]);
  }
}

TEST(Posterize, AlphaOfFloatsStaysBitForBit) {
  const std::vector<float> alphas{0.0F, 1e-30F, 0.3F, 1.0F / 3.0F, 1.0F, 1.25F};
  std::vector<float> pixels;
  for (const float alpha : alphas) pixels.insert(pixels.end(), {0.1F, 0.2F, 0.3F, alpha});
  const Buffer layer = row_of(babl_format("R'G'B'A float"), pixels);
  const auto result = components_of<float>(posterized(whole(layer), black_and_white));
  for (std::size_t i = 0; i < alphas.size(); ++i) EXPECT_EQ(result[4 * i + 3], alphas[i]);
}

TEST(Posterize, SixteenBitsAreNotRoundedToEight) {
  const Buffer layer = row_of<std::uint16_t>(babl_format("Y' u16"), {20000, 20001});
  const float center = 20000.5F / 65535.0F;
  const auto result =
      components_of<std::uint16_t>(posterized(whole(layer), {{center, center, center}, {1, 1, 1}}));
  EXPECT_NEAR(result[0], 20000.5, 1.0);
  EXPECT_EQ(result[0], result[1]);
}

TEST(Posterize, GrayWithAlpha) {
  const Buffer layer = row_of<std::uint8_t>(babl_format("Y'A u8"), {40, 7, 200, 255});
  EXPECT_EQ(posterized_bytes(whole(layer), black_and_white), (Bytes{0, 7, 255, 255}));
}

TEST(Posterize, WhatIsNotSelectedStays) {
  const Buffer layer = row_of<std::uint8_t>(babl_format("R'G'B'A u8"),
                                            {30, 31, 32, 33, 30, 31, 32, 33, 30, 31, 32, 33});
  const Buffer selection = row_of<float>(babl_format("Y float"), {1.0F, 0.0F, 1.0F});
  LayerPixels pixels = whole(layer);
  pixels.selection = {.buffer = selection.get(), .offset_x = 1, .offset_y = 0};
  EXPECT_EQ(posterized_bytes(pixels, black_and_white),
            (Bytes{30, 31, 32, 33, 0, 0, 0, 33, 30, 31, 32, 33}));
}

TEST(Posterize, PartlySelectedPixelsAreMixedInLinearLight) {
  const Buffer layer =
      row_of<std::uint8_t>(babl_format("R'G'B'A u8"), {130, 130, 130, 77, 0, 0, 0, 255});
  const Buffer selection = row_of<float>(babl_format("Y float"), {0.5F, 0.5F});
  LayerPixels pixels = whole(layer);
  pixels.selection.buffer = selection.get();
  const Bytes result = posterized_bytes(pixels, {{0, 0, 0}, {1, 1, 1}});
  // 130 is 0.223 in linear light; halfway to 1 lies 0.612, which is 204.
  EXPECT_NEAR(result[0], 204, 1);
  EXPECT_EQ(result[3], 77);
  EXPECT_EQ(result[4], 0);
}

TEST(Posterize, TheLayerMaskPlaysNoPart) {
  const Buffer layer = row_of<std::uint8_t>(babl_format("Y' u8"), {40, 200});
  const Buffer mask = row_of<float>(babl_format("Y float"), {0.0F, 0.5F});
  LayerPixels pixels = whole(layer);
  pixels.layer_mask.buffer = mask.get();
  EXPECT_EQ(posterized_bytes(pixels, black_and_white), (Bytes{0, 255}));
}

TEST(Posterize, LinearBytesKeepTheirOwnEncoding) {
  const Buffer layer = row_of<std::uint8_t>(babl_format("RGB u8"), {50, 50, 50, 230, 230, 230});
  const Bytes result = posterized_bytes(whole(layer), {{0.5F, 0.5F, 0.5F}, {1, 1, 1}});
  // Half in gamma-encoded sRGB is 0.214 in linear light.
  EXPECT_NEAR(result[0], 55, 1);
  EXPECT_EQ(result[3], 255);
}

TEST(Posterize, AMapSaysWhichColorsPixelsGet) {
  const Buffer layer =
      row_of<std::uint8_t>(babl_format("Y'A u8"), {1, 2, 3, 4, 5, 6, 7, 8, 90, 91, 92, 93});
  LayerPixels pixels = whole(layer);
  pixels.area = {1, 0, 4, 1};
  const LayerEncoding encoding = encoding_of(layer);
  const ClusterColors colors =
      cluster_colors(black_and_white, ClusterSpace(ColorSpace::srgb, encoding), encoding);
  const Buffer result = new_buffer(encoding.format, 6, 1);
  const ClusterMap map{.clusters = {1, no_cluster, 0, 0}, .width = 4, .height = 1};
  posterize(pixels, result.get(), colors, map, 2, {});
  EXPECT_EQ(components_of<std::uint8_t>(result), (Bytes{0, 0, 255, 4, 5, 6, 0, 8, 0, 91, 0, 0}));
}

}  // namespace
}  // namespace color_clusters
