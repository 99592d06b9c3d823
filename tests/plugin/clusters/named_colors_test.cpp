// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/named_colors.h"

#include <gtest/gtest.h>

#include "core/clustering/clustering.h"
#include "plugin/clusters/cluster_names.h"
#include "plugin/clusters/recolor.h"
#include "plugin/pixels/read_histogram.h"
#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

using Names = std::vector<std::string>;
using Places = std::vector<std::size_t>;

constexpr Color red{0.8F, 0.1F, 0.1F};
constexpr Color green{0.1F, 0.7F, 0.2F};
constexpr Color blue{0.1F, 0.2F, 0.9F};
constexpr Color white{1, 1, 1};

/// The clusters of a row of pixels of which six are red, three green and one is blue.
LayerClusters clusters_of(ClusterArguments arguments) {
  arguments.color_space = ColorSpace::srgb;
  std::vector<float> rgb;
  for (const Color& color : {red, red, red, red, red, red, green, green, green, blue}) {
    rgb.insert(rgb.end(), color.begin(), color.end());
  }
  const Buffer layer = row_of<float>(babl_format("R'G'B' float"), rgb);
  const LayerPixels pixels = whole(layer);
  const ColorHistogram histogram = read_histogram(pixels, 2, {});
  const ClusterSpace space(arguments.color_space, encoding_of(layer), histogram);
  return find_clusters(histogram, tree_in_cluster_space(histogram, space, 2), encoding_of(layer),
                       &pixels, arguments);
}

TEST(NamedColors, ANameLastsWithoutItsShare) {
  EXPECT_EQ(lasting_name("DMC 321"), "DMC 321");
  EXPECT_EQ(lasting_name("DMC 321 · 12.4 %"), "DMC 321");
  EXPECT_EQ(lasting_name("#c0392b (2) · 3.0 %"), "#c0392b (2)");
  EXPECT_EQ(lasting_name("Gray · 50 % · 12.4 %"), "Gray · 50 %");
  EXPECT_EQ(lasting_name("red · matt"), "red · matt");
  EXPECT_EQ(lasting_name("100 % cotton · %"), "100 % cotton · %");
  EXPECT_EQ(lasting_name(" · a %"), " · a %");
  EXPECT_EQ(lasting_name(""), "");
}

TEST(NamedColors, EntriesAreFoundByTheirBytes) {
  const std::vector<Color> palette{red, green, {0.8001F, 0.1F, 0.1F}, blue};
  EXPECT_EQ(entries_of(palette, std::vector<Color>{blue, white, red}), (Places{3, 0}));
  // The same color rather than the first one like it.
  EXPECT_EQ(entries_of(palette, std::vector<Color>{{0.8001F, 0.1F, 0.1F}}), Places{2});
  EXPECT_EQ(entries_of(palette, std::vector<Color>{{0.8F, 0.1001F, 0.1F}, red}), Places{0});
  EXPECT_TRUE(entries_of({}, std::vector<Color>{red}).empty());
}

TEST(NamedColors, ColorsAreCalledAfterTheNearest) {
  LayerClusters clusters = clusters_of({.color_count = 3});
  const std::vector<NamedColor> names{{{0.2F, 0.2F, 0.8F}, "sea"},
                                      {{0.7F, 0.2F, 0.1F}, "brick"},
                                      {green, ""},
                                      {{0.7F, 0.2F, 0.1F}, "later"},
                                      {{0.2F, 0.5F, 0.2F}, "leaf"}};
  name_after(names, clusters);
  EXPECT_EQ(clusters.names, (Names{"brick", "leaf", "sea"}));
  // By what is shown.
  recolor({.in_order = {blue}, .by_color = {}}, clusters);
  EXPECT_EQ(clusters.names, (Names{"", "leaf", "sea"}));
  name_after(names, clusters);
  EXPECT_EQ(clusters.names, (Names{"sea", "leaf", "sea"}));
  name_after({}, clusters);
  EXPECT_EQ(clusters.names, (Names{"sea", "leaf", "sea"}));
  EXPECT_EQ(cluster_names(clusters.colors.srgb, clusters.shares, clusters.names),
            (Names{"sea · 60.0 %", "leaf · 30.0 %", "sea (2) · 10.0 %"}));
}

TEST(NamedColors, NamesOfAPaletteGoWithItsColors) {
  const std::vector<Color> palette{white, blue, red};
  const Names names{"paper", "DMC 796", ""};
  const auto clusters = [&](Order order) {
    return clusters_of({.order = order, .palette = palette, .palette_names = names});
  };
  EXPECT_EQ(clusters(Order::palette).names, names);
  EXPECT_EQ(clusters(Order::lightness).names, (Names{"DMC 796", "", "paper"}));
  const LayerClusters by_share = clusters(Order::share);
  EXPECT_EQ(cluster_names(by_share.colors.srgb, by_share.shares, by_share.names).front(),
            "#cc1a1a · 60.0 %");
}

TEST(NamedColors, RecoloringTakesNamesAlong) {
  LayerClusters clusters = clusters_of({.palette = {red, green}, .palette_names = {"r", "g"}});
  recolor({.in_order = {white}, .names = {"paper"}, .by_color = {{green, blue}}}, clusters);
  EXPECT_EQ(clusters.names, (Names{"paper", ""}));
  LayerClusters unnamed = clusters_of({.color_count = 3});
  recolor({.in_order = {white, blue}, .names = {"", "sea"}, .by_color = {}}, unnamed);
  EXPECT_EQ(unnamed.names, (Names{"", "sea", ""}));
}

TEST(NamedColors, TheBestOfAPaletteAreUsed) {
  const Color pink{0.9F, 0.3F, 0.3F};
  const std::vector<Color> palette{white, pink, blue, red, green};
  const Names names{"white", "pink", "blue", "red", "green"};
  const auto best = [&](int count, std::vector<Color> kept = {}) {
    return clusters_of({.order = Order::palette,
                        .kept = std::move(kept),
                        .palette = palette,
                        .palette_colors = count,
                        .palette_names = names});
  };
  const LayerClusters three = best(3);
  EXPECT_EQ(three.names, (Names{"blue", "red", "green"}));
  EXPECT_EQ(three.colors.srgb, (std::vector<Color>{blue, red, green}));
  EXPECT_EQ(three.given, 3U);
  EXPECT_NEAR(three.shares[1], 0.6, 1e-9);
  EXPECT_EQ(best(2, {white}).names, (Names{"white", "red"}));
  // What the palette does not have is not used.
  EXPECT_EQ(best(3, {{0.3F, 0.3F, 0.3F}}).names, three.names);
  EXPECT_EQ(best(1, {white, blue}).names, Names{"white"});
  for (const int count : {0, 5, 200}) EXPECT_EQ(best(count).names, names);
}

TEST(NamedColors, ChoosingCanBeStopped) {
  std::vector<Color> palette;
  for (int i = 0; i < 60; ++i) {
    const auto x = static_cast<float>(i) / 60.0F;
    palette.push_back({x, x * x, 1.0F - x});
  }
  const Buffer layer = row_of<float>(babl_format("R'G'B' float"),
                                     std::vector<float>{0.0F, 0.0F, 0.0F, 1.0F, 1.0F, 1.0F});
  const ColorHistogram histogram = read_histogram(whole(layer), 2, {});
  const ClusterSpace space(ColorSpace::srgb, encoding_of(layer), histogram);
  EXPECT_THROW(
      find_clusters(histogram, tree_in_cluster_space(histogram, space, 2), encoding_of(layer),
                    nullptr,
                    {.color_space = ColorSpace::srgb, .palette = palette, .palette_colors = 10},
                    {.draft = false, .keep_going = [] { return false; }}),
      ClusteringStopped);
}

}  // namespace
}  // namespace color_clusters
