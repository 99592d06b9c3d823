// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/cluster_space.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/color/highlight_curve.h"

namespace color_clusters {
namespace {

constexpr std::array spaces{ColorSpace::srgb, ColorSpace::oklab, ColorSpace::cielab};

/// Colors in gamut, then some that are not.
const std::vector<Color> colors{{0, 0, 0},          {1, 1, 1},       {0.5F, 0.5F, 0.5F},
                                {1, 0, 0},          {0, 1, 0},       {0, 0, 1},
                                {0.2F, 0.7F, 0.4F}, {1.5F, 1, 0.2F}, {-0.2F, 0.4F, 1.1F}};

std::vector<Color> there(const ClusterSpace& space) {
  std::vector<Color> result(colors.size());
  space.from_layer(colors, result);
  return result;
}

void expect_near(const Color& actual, const Color& expected, float tolerance,
                 const std::string& where) {
  for (std::size_t c = 0; c < 3; ++c) EXPECT_NEAR(actual[c], expected[c], tolerance) << where;
}

void expect_round_trip(const Babl* format, std::size_t count = colors.size()) {
  for (const ColorSpace name : spaces) {
    const ClusterSpace space(name, layer_encoding(format));
    std::vector<Color> back = there(space);
    space.to_layer(back);
    for (std::size_t i = 0; i < count; ++i) {
      expect_near(
          back[i], colors[i], 2e-3F,
          "space " + std::to_string(static_cast<int>(name)) + ", color " + std::to_string(i));
    }
  }
}

TEST(ClusterSpace, RoundTripsOfSrgb) { expect_round_trip(babl_format("R'G'B' u8")); }

TEST(ClusterSpace, RoundTripsOfLinearBytes) { expect_round_trip(babl_format("RGB u8")); }

TEST(ClusterSpace, RoundTripsOfAWideSpace) {
  // But for the last one: babl's power curves take negative values for 0.
  expect_round_trip(babl_format_with_space("R'G'B' float", babl_space("ProPhoto")),
                    colors.size() - 1);
}

// Shares, layers and previews convert colors in other company.
TEST(ClusterSpace, AColorHasTheSameBitsWhateverIsConvertedWithIt) {
  for (const char* const wide : {"sRGB", "ProPhoto", "Adobish", "Apple"}) {
    for (const char* const format : {"R'G'B' u8", "RGB u8", "R~G~B~ u8", "Y' u8", "RGB u16"}) {
      const LayerEncoding encoding =
          layer_encoding(babl_format_with_space(format, babl_space(wide)));
      const ClusterSpace space(ColorSpace::srgb, encoding);
      std::vector<Color> all(4099);
      for (std::size_t i = 0; i < all.size(); ++i) {
        const auto byte = [i](std::size_t step) {
          return static_cast<float>(i * step % 256) / 255.0F;
        };
        all[i] =
            encoding.is_gray ? Color{byte(1), byte(1), byte(1)} : Color{byte(1), byte(7), byte(93)};
      }
      std::vector<Color> together(all.size());
      space.from_layer(all, together);
      std::size_t begin = 0;
      for (std::size_t count = 1; begin < all.size(); count = count % 37 + 1) {
        const std::size_t some = std::min(count, all.size() - begin);
        std::vector<Color> alone(some);
        space.from_layer(std::span(all).subspan(begin, some), alone);
        for (std::size_t i = 0; i < some; ++i) {
          ASSERT_EQ(alone[i], together[begin + i]) << wide << " " << format << " " << begin + i;
        }
        begin += some;
      }
    }
  }
}

TEST(ClusterSpace, NothingStaysNothing) {
  for (const char* const wide : {"ProPhoto", "Adobish", "Apple", "ACEScg"}) {
    for (const char* const format : {"R'G'B' float", "RGB float", "R~G~B~ float", "Y' float"}) {
      for (const ColorSpace name : spaces) {
        const ClusterSpace space(name,
                                 layer_encoding(babl_format_with_space(format, babl_space(wide))));
        std::vector<Color> none;
        space.from_layer(none, none);
        space.to_layer(none);
        space.linear_from_layer(none, none);
        EXPECT_TRUE(none.empty());
      }
    }
  }
}

ColorHistogram histogram_of_one(const Color& color) {
  ColorHistogram histogram;
  histogram.colors.push_back(color);
  histogram.weights.push_back(1.0);
  return histogram;
}

TEST(ClusterSpace, HighlightsAreCompressed) {
  const std::vector<Color> bright{
      {48.9F, 20, 1.5F}, {1000, 0.5F, 0.1F}, {2, 2, 2}, {0.3F, 1, 0.7F}};
  for (const char* const format : {"RGB float", "R'G'B' float"}) {
    for (const char* const wide : {"sRGB", "ProPhoto"}) {
      const LayerEncoding encoding =
          layer_encoding(babl_format_with_space(format, babl_space(wide)));
      for (const ColorSpace name : spaces) {
        const ClusterSpace space(name, encoding, histogram_of_one({2, 0, 0}));
        EXPECT_FALSE(space.is_identity());
        std::vector<Color> back = bright;
        space.from_layer(back, back);
        space.to_layer(back);
        for (std::size_t i = 0; i < bright.size(); ++i) {
          for (std::size_t c = 0; c < 3; ++c) {
            EXPECT_NEAR(back[i][c], compress_highlight(bright[i][c]), 1e-4F);
          }
        }
      }
    }
  }
}

TEST(ClusterSpace, HighlightsHaveTheSamePlaceFromLight) {
  for (const char* const wide : {"sRGB", "ProPhoto"}) {
    const LayerEncoding encoding =
        layer_encoding(babl_format_with_space("RGB float", babl_space(wide)));
    for (const ColorSpace name : spaces) {
      const ClusterSpace space(name, encoding, histogram_of_one({2, 0, 0}));
      const std::vector<Color> bright{{9, 4, 2}, {0.3F, 1, 0.7F}};
      std::vector<Color> expected(bright.size());
      space.from_layer(bright, expected);
      std::vector<Color> linear(bright.size());
      space.linear_from_layer(bright, linear);
      space.from_linear(linear, linear);
      for (std::size_t i = 0; i < bright.size(); ++i) {
        expect_near(linear[i], expected[i], name == ColorSpace::cielab ? 0.05F : 5e-4F, wide);
      }
    }
  }
}

TEST(ClusterSpace, WhiteThatWasRoundedIsNoHighlight) {
  const LayerEncoding encoding = layer_encoding(babl_format("R'G'B' float"));
  const auto has_highlights = [&](const Color& color) {
    return ClusterSpace(ColorSpace::srgb, encoding, histogram_of_one(color)).has_highlights();
  };
  EXPECT_FALSE(has_highlights({1.0001F, 1, 1}));
  EXPECT_TRUE(has_highlights({0, 0, 1.01F}));
  EXPECT_FALSE(ClusterSpace(ColorSpace::srgb, encoding).has_highlights());
}

TEST(ClusterSpace, OnlySrgbInSrgbIsTheIdentity) {
  const LayerEncoding srgb = layer_encoding(babl_format("R'G'B'A u8"));
  const LayerEncoding wide =
      layer_encoding(babl_format_with_space("R'G'B'A u8", babl_space("ProPhoto")));
  EXPECT_TRUE(ClusterSpace(ColorSpace::srgb, srgb).is_identity());
  EXPECT_EQ(there(ClusterSpace(ColorSpace::srgb, srgb)), colors);
  EXPECT_FALSE(ClusterSpace(ColorSpace::oklab, srgb).is_identity());
  EXPECT_FALSE(ClusterSpace(ColorSpace::srgb, wide).is_identity());
}

TEST(ClusterSpace, WhiteAndBlackAreWhereTheyBelong) {
  const LayerEncoding encoding = layer_encoding(babl_format("R'G'B' u8"));
  const std::vector<Color> oklab = there(ClusterSpace(ColorSpace::oklab, encoding));
  expect_near(oklab[0], {0, 0, 0}, 1e-6F, "black in Oklab");
  expect_near(oklab[1], {1, 0, 0}, 1e-4F, "white in Oklab");
  const std::vector<Color> lab = there(ClusterSpace(ColorSpace::cielab, encoding));
  expect_near(lab[0], {0, 0, 0}, 1e-4F, "black in CIE Lab");
  expect_near(lab[1], {100, 0, 0}, 1e-3F, "white in CIE Lab");
}

TEST(ClusterSpace, ColorsOfAWideSpaceKeepTheirPlaceOutsideSrgb) {
  const ClusterSpace space(ColorSpace::srgb, layer_encoding(babl_format_with_space(
                                                 "R'G'B' float", babl_space("ProPhoto"))));
  const std::vector<Color> srgb = there(space);
  EXPECT_GT(srgb[3][0], 1.1F);
  EXPECT_LT(srgb[3][1], -0.1F);
}

TEST(ClusterSpace, GreenOfAWideSpaceHasItsPlaceInLab) {
  // From the primaries of ROMM RGB: XYZ (D50) = 0.13519, 0.71187, 0.
  for (const char* const format : {"R'G'B' float", "RGB float", "RGB u8"}) {
    const ClusterSpace space(
        ColorSpace::cielab, layer_encoding(babl_format_with_space(format, babl_space("ProPhoto"))));
    expect_near(there(space)[4], {87.58F, -186.71F, 151.0F}, 0.2F, format);
  }
}

TEST(ClusterSpace, ColorsOfAGrayLayerComeOutNeutral) {
  const ClusterSpace space(ColorSpace::oklab, layer_encoding(babl_format("Y' u8")));
  std::vector<Color> centers{{0.6F, 0.01F, -0.02F}};
  space.to_layer(centers);
  EXPECT_EQ(centers[0][0], centers[0][1]);
  EXPECT_EQ(centers[0][0], centers[0][2]);
}

TEST(ClusterSpace, TreeHasTheWeightsAndTheOrderOfTheHistogram) {
  ColorHistogram histogram;
  for (int i = 0; i < 40000; ++i) {
    const float value = static_cast<float>(i) / 40000.0F;
    histogram.colors.push_back({value, 0.5F * value, 1.0F - value});
    histogram.weights.push_back(1.0 + i % 7);
  }
  const ClusterSpace space(ColorSpace::cielab, layer_encoding(babl_format("R'G'B' u8")));
  const ColorTree tree = tree_in_cluster_space(histogram, space, 3);
  ASSERT_EQ(tree.size(), histogram.colors.size());
  std::vector<Color> expected(histogram.colors.size());
  space.from_layer(histogram.colors, expected);
  for (std::size_t i = 0; i < tree.size(); ++i) {
    ASSERT_EQ(tree.color(i), expected[i]);
    ASSERT_EQ(tree.weight(i), histogram.weights[i]);
  }
}

}  // namespace
}  // namespace color_clusters
