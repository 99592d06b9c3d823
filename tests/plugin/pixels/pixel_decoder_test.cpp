// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/pixels/pixel_decoder.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

/// What babl makes of pixels, four floats each.
std::vector<float> converted(const std::vector<std::byte>& pixels, const LayerEncoding& encoding) {
  const std::size_t count = pixels.size() / encoding.pixel_bytes;
  std::vector<float> values(4 * count);
  babl_process(babl_fish(encoding.format, color_alpha_format(encoding)), pixels.data(),
               values.data(), static_cast<long>(count));
  if (!encoding.is_gray) return values;
  std::vector<float> rgba;
  for (std::size_t i = 0; i < count; ++i) {
    rgba.insert(rgba.end(), {values[2 * i], values[2 * i], values[2 * i], values[2 * i + 1]});
  }
  return rgba;
}

const Babl* wide_space() {
  return babl_space_from_chromaticities("wide", 0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06,
                                        babl_trc_gamma(1.8), babl_trc("sRGB"), babl_trc_gamma(2.2),
                                        BABL_SPACE_FLAG_EQUALIZE);
}

class PixelDecoderOf : public testing::TestWithParam<const char*> {};

TEST_P(PixelDecoderOf, AgreesWithBabl) {
  for (const Babl* space : {static_cast<const Babl*>(nullptr), wide_space()}) {
    const LayerEncoding encoding = layer_encoding(babl_format_with_space(GetParam(), space));
    const auto components = static_cast<std::size_t>(babl_format_get_n_components(encoding.format));
    constexpr std::size_t count = 1280;
    std::vector<float> values;
    for (std::size_t i = 0; i < count * components; ++i) {
      values.push_back(static_cast<float>(i * 7919 % 4001) / 4000.0F);
    }
    const std::string type = babl_get_name(babl_format_get_type(encoding.format, 0));
    std::vector<std::byte> pixels(count * encoding.pixel_bytes);
    babl_process(babl_fish(babl_format_n(babl_type("float"), static_cast<int>(components)),
                           babl_format_n(babl_type(type.c_str()), static_cast<int>(components))),
                 values.data(), pixels.data(), static_cast<long>(count));
    std::vector<float> rgba(4 * count);
    PixelDecoder(encoding).decode(pixels, rgba.data());
    const std::vector<float> expected = converted(pixels, encoding);
    for (std::size_t i = 0; i < rgba.size(); ++i) {
      // babl's own ways differ by as much.
      ASSERT_NEAR(rgba[i], expected[i], 1e-4F) << i;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, PixelDecoderOf,
                         testing::Values("RGB u16", "RGBA u16", "Y u16", "YA u16", "RGB half",
                                         "RGBA half", "YA half", "RGB float", "RGBA float",
                                         "YA float", "R'G'B' u32", "RGBA double"));

// Which is more than babl does: in some spaces it goes by way of linear light, where dark values
// are off by up to half a step of 8 bits.
TEST(PixelDecoder, GammaEncodedValuesOfSixteenBitsKeepTheirValue) {
  for (const Babl* space : {static_cast<const Babl*>(nullptr), wide_space()}) {
    for (const char* name : {"R'G'B' u16", "R'G'B'A u16", "Y' u16", "Y'A u16"}) {
      const LayerEncoding encoding = layer_encoding(babl_format_with_space(name, space));
      const std::size_t components = encoding.pixel_bytes / sizeof(std::uint16_t);
      constexpr std::size_t count = 65536;
      std::vector<std::uint16_t> pixels(count * components);
      for (std::size_t i = 0; i < pixels.size(); ++i) {
        pixels[i] = static_cast<std::uint16_t>(i / components);
      }
      std::vector<float> rgba(4 * count);
      PixelDecoder(encoding).decode(std::as_bytes(std::span(pixels)), rgba.data());
      for (std::size_t i = 0; i < count; ++i) {
        const float value = static_cast<float>(i) / 65535.0F;
        for (std::size_t c = 0; c < 3; ++c) ASSERT_EQ(rgba[4 * i + c], value) << name;
        ASSERT_EQ(rgba[4 * i + 3], encoding.has_alpha ? value : 1.0F) << name;
      }
    }
    const LayerEncoding encoding = layer_encoding(babl_format_with_space("R'G'B' half", space));
    const std::vector<std::uint16_t> bits{0x3C00, 0x0001, 0x2000};
    std::vector<float> rgba(4);
    PixelDecoder(encoding).decode(std::as_bytes(std::span(bits)), rgba.data());
    EXPECT_EQ(rgba, (std::vector<float>{1.0F, 0x1p-24F, 0x1p-7F, 1.0F}));
  }
}

TEST(PixelDecoder, ReadsWhatWasEncoded) {
  for (const Babl* space : {static_cast<const Babl*>(nullptr), wide_space()}) {
    for (const char* name : {"R'G'B' u16", "R'G'B'A u16", "Y' u16", "R'G'B' half", "Y'A float"}) {
      const LayerEncoding encoding = layer_encoding(babl_format_with_space(name, space));
      for (const float value : {0.0F, 1.0F / 65535.0F, 0.002F, 0.0625F, 0.5F, 1.0F}) {
        const Color color{value, value, value};
        const std::vector<std::byte> pixel = encode_pixels(std::span(&color, 1), encoding);
        std::array<float, 4> rgba{};
        PixelDecoder(encoding).decode(pixel, rgba.data());
        for (std::size_t c = 0; c < 3; ++c) {
          EXPECT_NEAR(rgba[c], value, 0.0005F * value + 0.51F / 65535.0F) << name << value;
        }
        EXPECT_EQ(rgba[3], 1.0F);
      }
    }
  }
}

TEST(PixelDecoder, KeepsFloatsAsTheyAre) {
  const std::vector<float> pixels{-0.5F, 3.25F, 0.1F, std::nanf(""), 1e30F, 0.0F};
  std::vector<float> rgba(8);
  PixelDecoder(layer_encoding(babl_format("R'G'B' float")))
      .decode(std::as_bytes(std::span(pixels)), rgba.data());
  EXPECT_EQ(rgba[0], -0.5F);
  EXPECT_EQ(rgba[1], 3.25F);
  EXPECT_EQ(rgba[2], 0.1F);
  EXPECT_EQ(rgba[3], 1.0F);
  EXPECT_TRUE(std::isnan(rgba[4]));
  EXPECT_EQ(rgba[5], 1e30F);

  PixelDecoder(layer_encoding(babl_format("Y'A float")))
      .decode(std::as_bytes(std::span(pixels).first(4)), rgba.data());
  EXPECT_EQ(std::vector<float>(rgba.begin(), rgba.begin() + 5),
            (std::vector<float>{-0.5F, -0.5F, -0.5F, 3.25F, 0.1F}));
}

}  // namespace
}  // namespace color_clusters
