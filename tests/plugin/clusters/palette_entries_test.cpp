// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "plugin/clusters/cluster_names.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/pixels/read_histogram.h"
#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

constexpr std::array spaces{ColorSpace::srgb, ColorSpace::oklab, ColorSpace::cielab};
constexpr std::array representatives{Representative::mean, Representative::nearest,
                                     Representative::vivid};

ClusterArguments arguments_for(int color_count, bool for_palette) {
  return {.color_count = color_count, .color_space = ColorSpace::srgb, .for_palette = for_palette};
}

LayerClusters clusters_of(const Buffer& layer, const ClusterArguments& arguments) {
  const LayerPixels pixels = whole(layer);
  const ColorHistogram histogram = read_histogram(pixels, 2, {});
  const ClusterSpace space(arguments.color_space, encoding_of(layer), histogram);
  return find_clusters(histogram, tree_in_cluster_space(histogram, space, 2), encoding_of(layer),
                       &pixels, arguments);
}

std::size_t distinct_in_bytes(const std::vector<Color>& srgb) {
  std::set<std::string> names;
  for (const Color& color : srgb) names.insert(hex_name(color));
  return names.size();
}

/// As many entries as that, no two alike, whose shares make one picture.
void expect_entries(const LayerClusters& clusters, std::size_t count) {
  EXPECT_EQ(clusters.colors.srgb.size(), count);
  EXPECT_EQ(distinct_in_bytes(clusters.colors.srgb), clusters.colors.srgb.size());
  EXPECT_EQ(clusters.colors.layer.size(), clusters.shares.size());
  EXPECT_EQ(clusters.colors.centers.size(), clusters.shares.size());
  EXPECT_NEAR(std::accumulate(clusters.shares.begin(), clusters.shares.end(), 0.0), 1.0, 1e-9);
  EXPECT_TRUE(std::ranges::is_sorted(clusters.shares, std::greater{}));
}

/// Gray pixels of 16 bits, 100 of each step of 2^-16 from `low` to `high` 8-bit steps.
Buffer fine_ramp(double low, double high) {
  std::vector<std::uint16_t> rgb;
  for (int step = static_cast<int>(low * 257.0); step < static_cast<int>(high * 257.0); ++step) {
    rgb.insert(rgb.end(), 3, static_cast<std::uint16_t>(step));
  }
  return row_of<std::uint16_t>(babl_format("R'G'B' u16"), rgb);
}

TEST(PaletteEntries, HighlightsThatLookTheSameAreOne) {
  // Twenty grays and suns of two hundred kinds.
  std::vector<float> rgb;
  for (int i = 0; i < 1000; ++i) {
    rgb.insert(rgb.end(), 3, static_cast<float>(100 + i % 20) / 255.0F);
    if (i % 5 == 0) rgb.insert(rgb.end(), 3, std::pow(1.01F, static_cast<float>(i + 20)));
  }
  const Buffer layer = row_of<float>(babl_format("R'G'B' float"), rgb);
  for (const ColorSpace space : spaces) {
    for (const Representative representative : representatives) {
      ClusterArguments arguments = arguments_for(12, true);
      arguments.color_space = space;
      arguments.representative = representative;
      expect_entries(clusters_of(layer, arguments), 12);
      // The layer keeps them apart.
      arguments.for_palette = false;
      const LayerClusters posterized = clusters_of(layer, arguments);
      EXPECT_EQ(posterized.shares.size(), 12U);
      EXPECT_LT(distinct_in_bytes(posterized.colors.srgb), 12U);
    }
  }
}

TEST(PaletteEntries, FineStepsThatLookTheSameAreOne) {
  // Eleven steps of 8 bits, some of them halves.
  const Buffer layer = fine_ramp(99.6, 109.9);
  for (const ColorSpace space : spaces) {
    ClusterArguments arguments = arguments_for(64, true);
    arguments.color_space = space;
    expect_entries(clusters_of(layer, arguments), 11);
    arguments.color_count = 10;
    expect_entries(clusters_of(layer, arguments), 10);
    arguments.for_palette = false;
    arguments.color_count = 64;
    EXPECT_EQ(clusters_of(layer, arguments).shares.size(), 64U);
  }
}

TEST(PaletteEntries, AutomaticHasNoTwinsEither) {
  ClusterArguments arguments = arguments_for(64, true);
  arguments.automatic = true;
  arguments.kept = {{0.4F, 0.4F, 0.4F}, {0.4001F, 0.4F, 0.4F}};
  const LayerClusters clusters = clusters_of(fine_ramp(99.6, 109.9), arguments);
  EXPECT_EQ(distinct_in_bytes(clusters.colors.srgb), clusters.colors.srgb.size());
}

TEST(PaletteEntries, ColorsOutsideSrgbThatLookTheSameAreOne) {
  // sRGB's red and that of Display P3, in a layer of that space.
  const Babl* const format = babl_format_with_space("R'G'B' u8", babl_space("Adobish"));
  const Buffer layer = row_of<std::uint8_t>(format, {255, 0, 0, 255, 0, 0, 250, 0, 0, 10, 200, 30});
  LayerClusters clusters = clusters_of(layer, arguments_for(3, true));
  expect_entries(clusters, 2);
  EXPECT_NEAR(clusters.shares[0], 0.75, 1e-9);
  clusters = clusters_of(layer, arguments_for(3, false));
  EXPECT_EQ(clusters.shares.size(), 3U);
  EXPECT_EQ(distinct_in_bytes(clusters.colors.srgb), 2U);
  const std::vector<std::string> names = cluster_names(clusters.colors.srgb, clusters.shares);
  EXPECT_EQ(names[0], "#ff0000 · 50.0 %");
  EXPECT_TRUE(std::ranges::find(names, "#ff0000 (2) · 25.0 %") != names.end());
}

TEST(PaletteEntries, KeptColorsStayAndAreNoTwins) {
  ClusterArguments arguments = arguments_for(6, true);
  arguments.kept = {{0.4F, 0.4F, 0.4F}, {0.4001F, 0.4F, 0.4F}, {0.9F, 0, 0}};
  arguments.order = Order::palette;
  const LayerClusters clusters = clusters_of(fine_ramp(99.6, 109.9), arguments);
  EXPECT_EQ(clusters.shares.size(), 6U);
  EXPECT_EQ(distinct_in_bytes(clusters.colors.srgb), 6U);
  EXPECT_EQ(clusters.colors.srgb[0], arguments.kept[0]);
  EXPECT_EQ(clusters.colors.srgb[1], arguments.kept[2]);
}

TEST(PaletteEntries, AreAsManyAsAskedForBesideAKeptColor) {
  // The kept color looks like the first one of the picture.
  const Buffer layer =
      row_of<std::uint8_t>(babl_format("R'G'B' u8"), {100, 100, 100, 200, 0, 0, 0, 0, 200});
  ClusterArguments arguments = arguments_for(3, true);
  arguments.kept = {{100.3F / 255.0F, 100.0F / 255.0F, 100.0F / 255.0F}};
  const LayerClusters clusters = clusters_of(layer, arguments);
  expect_entries(clusters, 3);
  EXPECT_TRUE(std::ranges::find(clusters.colors.srgb, arguments.kept[0]) !=
              clusters.colors.srgb.end());
}

TEST(PaletteEntries, OfAnyTinyPicture) {
  std::mt19937 random(5);
  for (int i = 0; i < 2000; ++i) {
    std::vector<std::uint8_t> rgb;
    std::set<std::array<std::uint8_t, 3>> distinct;
    for (std::size_t pixel = 0; pixel < 3 + random() % 10; ++pixel) {
      std::array<std::uint8_t, 3> color{};
      for (std::uint8_t& value : color) value = static_cast<std::uint8_t>(random() % 3U);
      distinct.insert(color);
      for (std::size_t n = 0; n < 1 + random() % 6; ++n) {
        rgb.insert(rgb.end(), color.begin(), color.end());
      }
    }
    ClusterArguments arguments = arguments_for(static_cast<int>(1 + random() % 6), true);
    arguments.color_space = spaces[random() % 3];
    arguments.representative = representatives[random() % 3];
    const Buffer layer = row_of<std::uint8_t>(babl_format("R'G'B' u8"), rgb);
    expect_entries(clusters_of(layer, arguments),
                   std::min(distinct.size(), static_cast<std::size_t>(arguments.color_count)));
  }
}

TEST(PaletteEntries, AreThoseOfTheLayerWhereNoneLookTheSame) {
  const Buffer layer = fine_ramp(10, 200);
  for (const ColorSpace space : spaces) {
    ClusterArguments arguments = arguments_for(8, true);
    arguments.color_space = space;
    const LayerClusters entries = clusters_of(layer, arguments);
    arguments.for_palette = false;
    const LayerClusters posterized = clusters_of(layer, arguments);
    EXPECT_EQ(entries.colors.srgb, posterized.colors.srgb);
    EXPECT_EQ(entries.shares, posterized.shares);
  }
}

TEST(Order, AsInThePalette) {
  const Buffer layer = row_of<std::uint8_t>(
      babl_format("R'G'B' u8"), {255, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 255, 0, 0, 255, 0});
  ClusterArguments arguments = arguments_for(5, false);
  arguments.palette = {{1, 1, 1}, {0, 1, 0}, {1, 0, 0}, {0, 0, 1}};
  arguments.order = Order::palette;
  EXPECT_EQ(clusters_of(layer, arguments).colors.srgb, arguments.palette);
  arguments.order = Order::share;
  EXPECT_EQ(clusters_of(layer, arguments).colors.srgb,
            (std::vector<Color>{{0, 0, 1}, {0, 1, 0}, {1, 0, 0}, {1, 1, 1}}));
}

TEST(Order, KeptColorsFirst) {
  const Buffer layer = row_of<std::uint8_t>(
      babl_format("R'G'B' u8"), {255, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 255, 0, 0, 255, 0});
  ClusterArguments arguments = arguments_for(5, false);
  arguments.kept = {{1, 1, 0}, {1, 0, 0}};
  arguments.order = Order::palette;
  EXPECT_EQ(clusters_of(layer, arguments).colors.srgb,
            (std::vector<Color>{{1, 1, 0}, {1, 0, 0}, {0, 0, 1}, {0, 1, 0}}));
}

TEST(Order, OfThePaletteStaysWhenSharesChange) {
  const Buffer layer = row_of<std::uint8_t>(babl_format("Y' u8"), {0, 255, 255});
  ClusterArguments arguments = arguments_for(5, false);
  arguments.palette = {{0, 0, 0}, {1, 1, 1}};
  arguments.order = Order::palette;
  LayerClusters clusters = clusters_of(layer, arguments);
  ClusterMap map{.clusters = {0, 1, 1}, .width = 3, .height = 1};
  update_shares_and_order({0.2, 0.8}, Order::palette, map, clusters);
  EXPECT_EQ(clusters.colors.srgb, arguments.palette);
  EXPECT_EQ(clusters.shares, (std::vector<double>{0.2, 0.8}));
  update_shares_and_order({0.2, 0.8}, Order::share, map, clusters);
  EXPECT_EQ(clusters.colors.srgb.front(), (Color{1, 1, 1}));
  EXPECT_EQ(map.clusters, (ClusterMap::Clusters{1, 0, 0}));
}

TEST(ClusterNames, AreUnique) {
  const std::vector<Color> srgb{{1, 0, 0}, {1.2F, -0.1F, 0}, {0, 0.5F, 1}, {1.3F, 0, -1}};
  EXPECT_EQ(cluster_names(srgb, std::vector<double>{0.25, 0.25, 0.25, 0.25}),
            (std::vector<std::string>{"#ff0000 · 25.0 %", "#ff0000 (2) · 25.0 %",
                                      "#0080ff · 25.0 %", "#ff0000 (3) · 25.0 %"}));
}

/// A disc with soft edges in 8-bit sRGB or 16 bits, 64 × 64 pixels.
std::vector<std::uint16_t> disc(double radius) {
  constexpr int samples = 8;
  constexpr std::array<double, 3> ground{1, 1, 1};
  constexpr std::array<double, 3> ink{0.2, 0.4, 0.8};
  std::vector<std::uint16_t> rgb;
  for (int y = 0; y < 64; ++y) {
    for (int x = 0; x < 64; ++x) {
      int inside = 0;
      for (int i = 0; i < samples * samples; ++i) {
        const double dx = x + (i % samples + 0.5) / samples - 32.2;
        const double dy =
            y + (i / samples + 0.5) / samples - 31.7;  // NOLINT(bugprone-integer-division)
        inside += dx * dx + dy * dy < radius * radius ? 1 : 0;
      }
      const double part = static_cast<double>(inside) / (samples * samples);
      for (std::size_t c = 0; c < 3; ++c) {
        const double value = ground[c] + part * (ink[c] - ground[c]);
        rgb.push_back(static_cast<std::uint16_t>(std::lround(value * 255.0)));
      }
    }
  }
  return rgb;
}

TEST(OwnColors, OfADiscWithSoftEdgesIsItsFlatColor) {
  for (const double radius : {6.0, 10.0, 29.4}) {
    const std::vector<std::uint16_t> values = disc(radius);
    std::vector<std::uint8_t> bytes;
    std::vector<std::uint16_t> words;
    for (const std::uint16_t value : values) {
      bytes.push_back(static_cast<std::uint8_t>(value));
      words.push_back(static_cast<std::uint16_t>(value * 257));
    }
    for (const Buffer& layer : {row_of<std::uint8_t>(babl_format("R'G'B' u8"), bytes),
                                row_of<std::uint16_t>(babl_format("R'G'B' u16"), words)}) {
      for (const ColorSpace space : spaces) {
        ClusterArguments arguments = arguments_for(2, false);
        arguments.color_space = space;
        arguments.representative = Representative::nearest;
        const LayerClusters clusters = clusters_of(layer, arguments);
        std::set<std::string> names;
        for (const Color& color : clusters.colors.srgb) names.insert(hex_name(color));
        EXPECT_EQ(names, (std::set<std::string>{"#ffffff", "#3366cc"})) << radius;
      }
    }
  }
}

}  // namespace
}  // namespace color_clusters
