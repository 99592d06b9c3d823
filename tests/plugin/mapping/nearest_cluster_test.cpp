// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/nearest_cluster.h"

#include <algorithm>
#include <array>
#include <cmath>
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

void append(std::vector<char>& bytes, std::uint32_t value, int size = 4) {
  for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(value >> static_cast<unsigned>(shift)));
  }
}

void append(std::vector<char>& bytes, const std::string& text) {
  bytes.insert(bytes.end(), text.begin(), text.end());
}

/// A space whose curve is a table, as that of many profiles: power 3, which in whole numbers of 16
/// bits has steps in the dark. The profile is made by the rules of the ICC (ICC.1:2001-04).
const Babl* space_with_table() {
  constexpr std::uint32_t entries = 4096;
  std::vector<char> data;
  std::vector<std::array<std::uint32_t, 2>> places;
  constexpr std::uint32_t first = 128 + 4 + 7 * 12;
  const auto begin = [&] {
    places.push_back({first + static_cast<std::uint32_t>(data.size()), 0});
  };
  const auto end = [&] {
    places.back()[1] = first + static_cast<std::uint32_t>(data.size()) - places.back()[0];
  };
  // sRGB's primaries and white, for D50.
  for (const auto& xyz :
       {std::array{0.43607, 0.22249, 0.01392}, std::array{0.38515, 0.71687, 0.09708},
        std::array{0.14307, 0.06061, 0.71410}, std::array{0.96420, 1.0, 0.82491}}) {
    begin();
    append(data, "XYZ ");
    append(data, 0);
    for (const double value : xyz) append(data, static_cast<std::uint32_t>(value * 65536.0 + 0.5));
    end();
  }
  begin();
  append(data, "curv");
  append(data, 0);
  append(data, entries);
  for (std::uint32_t i = 0; i < entries; ++i) {
    append(data, static_cast<std::uint32_t>(std::pow(i / (entries - 1.0), 3.0) * 65535.0 + 0.5), 2);
  }
  end();
  std::vector<char> profile;
  append(profile, first + static_cast<std::uint32_t>(data.size()));
  append(profile, 0);
  append(profile, 0x02100000);
  append(profile, "mntrRGB XYZ ");
  profile.resize(36);
  append(profile, "acsp");
  profile.resize(68);
  for (const std::uint32_t value : {0x0000F6D6U, 0x00010000U, 0x0000D32DU}) append(profile, value);
  profile.resize(128);
  append(profile, 7);
  for (std::size_t i = 0; i < 4; ++i) {
    append(profile, std::array{"rXYZ", "gXYZ", "bXYZ", "wtpt"}[i]);
    for (const std::uint32_t value : places[i]) append(profile, value);
  }
  for (const char* name : {"rTRC", "gTRC", "bTRC"}) {
    append(profile, name);
    for (const std::uint32_t value : places[4]) append(profile, value);
  }
  profile.insert(profile.end(), data.begin(), data.end());
  const char* problem = nullptr;
  const Babl* const space = babl_space_from_icc(profile.data(), static_cast<int>(profile.size()),
                                                BABL_ICC_INTENT_RELATIVE_COLORIMETRIC, &problem);
  EXPECT_NE(space, nullptr) << problem;
  return space;
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
    cases.push_back({.format = "RGBA float", .space = space, .clusters = 40, .brightest = 3000.0F});
    for (const std::size_t clusters : {2U, 40U}) {
      cases.push_back({.format = "R'G'B' u16",
                       .space = space,
                       .clusters = clusters,
                       .layer_space = space_with_table});
    }
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
