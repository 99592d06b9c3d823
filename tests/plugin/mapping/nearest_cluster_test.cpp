// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/nearest_cluster.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/color/byte_color.h"
#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

const Babl* display_p3() {
  return babl_space_from_chromaticities("P3", 0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06,
                                        babl_trc("sRGB"), nullptr, nullptr,
                                        BABL_SPACE_FLAG_EQUALIZE);
}

const Babl* odd_space() {
  return babl_space_from_chromaticities("odd", 0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06,
                                        babl_trc_gamma(1.8), babl_trc("sRGB"), babl_trc_gamma(2.2),
                                        BABL_SPACE_FLAG_EQUALIZE);
}

struct Case {
  const char* format;
  ColorSpace space;
  std::size_t clusters;
  const Babl* (*layer_space)() = [] { return static_cast<const Babl*>(nullptr); };
  /// The largest value of a channel.
  float brightest = 1.0F;
};

void PrintTo(const Case& value, std::ostream* out) {
  *out << value.format << " in space " << static_cast<int>(value.space) << ", " << value.clusters
       << " clusters";
}

class Random {
 public:
  float below(float end) { return static_cast<float>(random_() >> 8U) * 0x1p-24F * end; }
  std::size_t index(std::size_t count) { return random_() % count; }

 private:
  std::mt19937 random_{3};
};

/// Centers of which some are dark, some bright, and some next to others or the same.
std::vector<Color> centers_of(const Case& of, const ClusterSpace& space, Random& random) {
  std::vector<Color> colors(of.clusters);
  for (std::size_t i = 0; i < colors.size(); ++i) {
    for (float& value : colors[i]) value = random.below(i % 3 == 0 ? 0.1F : of.brightest);
    if (i % 7 == 6) colors[i] = colors[i - 1];
    if (i % 7 == 5) colors[i] = {colors[i - 1][0] + 0.002F, colors[i - 1][1], colors[i - 1][2]};
  }
  space.from_layer(colors, colors);
  return colors;
}

/// Layer colors anywhere, in the dark, near the borders of clusters, and a little out of gamut.
std::vector<Color> colors_for(const Case& of, const ClusterSpace& space,
                              std::span<const Color> centers, Random& random) {
  std::vector<Color> colors(120000);
  for (std::size_t i = 0; i < colors.size(); ++i) {
    const float end = i % 4 == 0 ? 0.02F : of.brightest;
    for (float& value : colors[i]) value = random.below(end) - 0.0005F;
  }
  for (int i = 0; i < 120000; ++i) {
    const Color& a = centers[random.index(centers.size())];
    const Color& b = centers[random.index(centers.size())];
    const float part = 0.5F + random.below(0.002F) - 0.001F;
    std::array<Color, 1> between{};
    for (std::size_t c = 0; c < 3; ++c) between[0][c] = a[c] + part * (b[c] - a[c]);
    space.to_layer(between);
    colors.push_back(between[0]);
  }
  return colors;
}

class NearestClusterOf : public testing::TestWithParam<Case> {};

TEST_P(NearestClusterOf, EachPixelIsTheNearest) {
  const Case& of = GetParam();
  const LayerEncoding encoding =
      layer_encoding(babl_format_with_space(of.format, of.layer_space()));
  ColorHistogram brightest;
  brightest.colors.push_back({of.brightest, 0, 0});
  const ClusterSpace space(of.space, encoding, brightest);
  Random random;
  ClusterColors clusters;
  clusters.centers = centers_of(of, space, random);
  for (std::size_t i = 0; i < of.clusters; ++i) {
    clusters.ranks.push_back(static_cast<std::uint16_t>(of.clusters - 1 - i));
  }
  std::vector<std::byte> pixels;
  for (const Color& color : colors_for(of, space, clusters.centers, random)) {
    const std::vector<std::byte> pixel = encode_pixels(std::vector<Color>{color}, encoding);
    pixels.insert(pixels.end(), pixel.begin(), pixel.end());
  }
  DecodedPixels decoded(encoding);
  decoded.decode(pixels);
  NearestCluster nearest(clusters, space, encoding);
  std::vector<std::uint16_t> found(decoded.size());
  nearest.find(decoded, found);

  std::vector<Color> colors(decoded.size());
  for (std::size_t i = 0; i < colors.size(); ++i) {
    const std::byte* const bytes = &pixels[i * encoding.pixel_bytes];
    for (std::size_t c = 0; c < 3; ++c) {
      colors[i][c] =
          encoding.is_byte ? from_byte(static_cast<std::uint8_t>(bytes[c])) : decoded.rgba(i)[c];
    }
  }
  space.from_layer(colors, colors);
  std::vector<std::uint16_t> expected(colors.size());
  NearestColor(clusters.centers, clusters.ranks).find(colors, expected);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < found.size(); ++i) wrong += found[i] != expected[i] ? 1U : 0U;
  EXPECT_EQ(wrong, 0U);
}

std::vector<Case> cases() {
  std::vector<Case> cases;
  for (const ColorSpace space : {ColorSpace::srgb, ColorSpace::oklab, ColorSpace::cielab}) {
    for (const std::size_t clusters : {2U, 16U, 256U}) {
      cases.push_back({.format = "R'G'B' u8", .space = space, .clusters = clusters});
      cases.push_back({.format = "R'G'B' u16", .space = space, .clusters = clusters});
    }
    for (const char* format : {"R'G'B'A u8", "RGBA float"}) {
      cases.push_back(
          {.format = format, .space = space, .clusters = 40, .layer_space = display_p3});
    }
    cases.push_back(
        {.format = "R'G'B' float", .space = space, .clusters = 40, .layer_space = odd_space});
    cases.push_back({.format = "RGB float", .space = space, .clusters = 40, .brightest = 3.0F});
    cases.push_back({.format = "R'G'B' float", .space = space, .clusters = 1});
    for (const char* format : {"Y' u16", "Y'A u16", "YA half", "Y' float"}) {
      cases.push_back({.format = format, .space = space, .clusters = 40});
    }
  }
  return cases;
}

INSTANTIATE_TEST_SUITE_P(Cases, NearestClusterOf, testing::ValuesIn(cases()));

}  // namespace
}  // namespace color_clusters
