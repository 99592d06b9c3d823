// SPDX-License-Identifier: GPL-3.0-or-later

// Whatever assigns a color to a cluster, the histogram's tree, the map of the pixels or the
// painter, tells the same story of it.
#include "plugin/clusters/layer_clusters.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "plugin/mapping/map_clusters.h"
#include "plugin/painting/posterize.h"
#include "plugin/pixels/read_histogram.h"
#include "tests/core/clustering/known_palettes.h"
#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr auto all_spaces = {ColorSpace::srgb, ColorSpace::oklab, ColorSpace::cielab};
constexpr auto all_orders = {Order::share, Order::lightness, Order::hue};

ClusterArguments arguments_of(ColorSpace space, Order order) {
  return {.color_space = space, .order = order};
}

LayerClusters clusters_of(const LayerPixels& pixels, const ClusterArguments& arguments) {
  const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
  const ColorHistogram histogram = read_histogram(pixels, 2, {});
  const ColorTree tree = tree_in_cluster_space(histogram, {arguments.color_space, encoding}, 2);
  return find_clusters(histogram, tree, encoding, &pixels, arguments);
}

std::vector<Color> srgb_of(const KnownPalette& palette) {
  std::vector<Color> colors;
  for (const std::uint32_t rgb : palette.colors) colors.push_back(color_of(bytes_of(rgb)));
  return colors;
}

/// The index of the nearest center, by the rule alone.
std::uint16_t nearest_in(const std::vector<Color>& centers, const Color& color) {
  const auto distance = [&](const Color& center) { return squared_distance(center, color); };
  return static_cast<std::uint16_t>(std::ranges::min_element(centers, {}, distance) -
                                    centers.begin());
}

/// The two least distances are equal but for rounding.
bool is_tie(const std::vector<Color>& centers, const Color& color) {
  double least = std::numeric_limits<double>::infinity();
  double second = least;
  for (const Color& center : centers) {
    const double distance = squared_distance(center, color);
    second = std::min(second, std::max(least, distance));
    least = std::min(least, distance);
  }
  return second <= least * (1.0 + 1e-5);
}

/// Colors of 8 bits, an even part of all of them, that are ties, and as many random ones.
Bytes ties_of(const std::vector<Color>& centers, const ClusterSpace& space) {
  constexpr std::uint32_t step = 31;
  std::vector<Color> colors;
  for (std::uint32_t rgb = 0; rgb < 1U << 24U; rgb += step)
    colors.push_back(color_of(bytes_of(rgb)));
  space.from_layer(colors, colors);
  Bytes bytes;
  const auto add = [&](std::uint32_t rgb) {
    const auto color = bytes_of(rgb);
    bytes.insert(bytes.end(), color.begin(), color.end());
  };
  std::mt19937 random(2);
  for (std::size_t i = 0; i < colors.size(); ++i) {
    if (!is_tie(centers, colors[i])) continue;
    add(static_cast<std::uint32_t>(i) * step);
    add(static_cast<std::uint32_t>(random()) & 0xffffffU);
  }
  add(0xcbd37b);
  return bytes;
}

/// The pixels that are not fully transparent.
std::vector<Bytes> visible(const Buffer& layer) {
  const LayerEncoding encoding = encoding_of(layer);
  const Bytes bytes = components_of<std::uint8_t>(layer);
  std::vector<Bytes> pixels;
  for (auto pixel = bytes.begin(); pixel != bytes.end();) {
    const auto end = pixel + static_cast<std::ptrdiff_t>(encoding.pixel_bytes);
    if (!encoding.has_alpha || *(end - 1) > 0) pixels.emplace_back(pixel, end);
    pixel = end;
  }
  return pixels;
}

void expect_one_story(const LayerPixels& pixels, const ClusterArguments& arguments) {
  const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
  const LayerClusters clusters = clusters_of(pixels, arguments);
  const CountedMap counted =
      map_clusters(pixels, clusters.colors, clusters.space, MapOf::picture, 2, {});
  EXPECT_EQ(counted.shares, clusters.shares);
  EXPECT_EQ(shares_of_nearest(pixels, clusters.colors, clusters.space, 2), clusters.shares);

  const GeglRectangle& area = pixels.area;
  const Buffer painted = new_buffer(encoding.format, area.width, area.height);
  const Buffer mapped = new_buffer(encoding.format, area.width, area.height);
  posterize(pixels, painted.get(), clusters.colors, clusters.space, 2, {});
  posterize(pixels, mapped.get(), clusters.colors, counted.map, 2, {});
  EXPECT_EQ(visible(painted), visible(mapped));
  if (arguments.palette.empty()) return;

  const std::vector<Color> centers =
      cluster_colors_from_srgb(arguments.palette, clusters.space, encoding).centers;
  const Bytes bytes = components_of<std::uint8_t>(
      Buffer(static_cast<GeglBuffer*>(g_object_ref(pixels.buffer.get()))));
  std::vector<Color> colors(bytes.size() / 3);
  for (std::size_t i = 0; i < colors.size(); ++i) {
    colors[i] = color_of(std::array{bytes[3 * i], bytes[3 * i + 1], bytes[3 * i + 2]});
  }
  clusters.space.from_layer(colors, colors);
  for (std::size_t i = 0; i < colors.size(); ++i) {
    ASSERT_EQ(clusters.colors.ranks[counted.map.clusters[i]], nearest_in(centers, colors[i])) << i;
  }
}

TEST(LayerClusters, TiesGoToTheFirstOfThePaletteInAnyOrder) {
  const Babl* const format = babl_format("R'G'B' u8");
  for (const KnownPalette& palette : known_palettes()) {
    for (const ColorSpace space : all_spaces) {
      ClusterArguments arguments = arguments_of(space, Order::share);
      arguments.palette = srgb_of(palette);
      const ClusterSpace cluster_space(space, layer_encoding(format));
      std::vector<Color> centers = arguments.palette;
      cluster_space.from_layer(centers, centers);
      const Buffer layer = row_of<std::uint8_t>(format, ties_of(centers, cluster_space));
      for (const Order order : all_orders) {
        SCOPED_TRACE(palette.name);
        arguments.order = order;
        expect_one_story(whole(layer), arguments);
      }
    }
  }
}

TEST(LayerClusters, APictureInOneColorHasOneCluster) {
  // Just as far from two colors as whole numbers.
  const Buffer layer = row_of<std::uint8_t>(babl_format("R'G'B' u8"), {203, 211, 123});
  for (const Order order : all_orders) {
    ClusterArguments arguments = arguments_of(ColorSpace::srgb, order);
    arguments.palette = {color_of({212, 203, 146}), color_of({216, 192, 111})};
    expect_one_story(whole(layer), arguments);
  }
}

TEST(LayerClusters, ColorsThatAGrayLayerShowsAlikeAreTheFirstOfThem) {
  Bytes grays(256);
  std::iota(grays.begin(), grays.end(), std::uint8_t{0});
  const Buffer layer = row_of<std::uint8_t>(babl_format("Y' u8"), grays);
  for (const ColorSpace space : all_spaces) {
    for (const Order order : all_orders) {
      ClusterArguments arguments = arguments_of(space, order);
      // Yellow is as light as a gray of 248.
      arguments.palette = {color_of({60, 60, 60}), color_of({255, 255, 0}),
                           color_of({248, 248, 248}), color_of({61, 60, 60})};
      const LayerClusters clusters = clusters_of(whole(layer), arguments);
      const ClusterMap map =
          map_clusters(whole(layer), clusters.colors, clusters.space, MapOf::picture, 1, {}).map;
      for (const std::size_t gray : {0U, 100U, 200U, 247U, 255U}) {
        EXPECT_EQ(clusters.colors.ranks[map.clusters[gray]], gray < 150 ? 0 : 1) << gray;
      }
      const std::vector<double> shares =
          map_clusters(whole(layer), clusters.colors, clusters.space, MapOf::films, 1, {}).shares;
      EXPECT_EQ(shares, clusters.shares);
    }
  }
}

TEST(LayerClusters, FoundClustersTellOneStory) {
  std::mt19937 random(6);
  for (const char* format :
       {"R'G'B' u8", "R'G'B'A u8", "Y' u8", "Y'A u8", "R~G~B~A u8", "RGB u8"}) {
    const Babl* const babl = babl_format(format);
    const int components = babl_format_get_n_components(babl);
    for (int round = 0; round < 12; ++round) {
      // On a grid, where many colors are between two others.
      const auto levels = static_cast<unsigned>(2 + random() % 7);
      Bytes bytes(static_cast<std::size_t>(components) * (1 + random() % 300));
      for (std::uint8_t& byte : bytes) {
        byte = static_cast<std::uint8_t>(random() % levels * (255 / levels));
      }
      bytes.back() = 255;
      const Buffer layer = row_of<std::uint8_t>(babl, bytes);
      ClusterArguments arguments =
          arguments_of(std::data(all_spaces)[random() % 3], std::data(all_orders)[random() % 3]);
      arguments.color_count = 1 + static_cast<int>(random() % 9);
      if (round % 3 == 0) arguments.kept = {{0.5F, 0.5F, 0.5F}};
      SCOPED_TRACE(format);
      expect_one_story(whole(layer), arguments);
    }
  }
}

// What is found is what is shown as long as nothing is recolored: locks know a color by it.
TEST(LayerClusters, ColorsFoundAreThoseShown) {
  Bytes grays(256);
  std::iota(grays.begin(), grays.end(), std::uint8_t{0});
  const Buffer layer = row_of<std::uint8_t>(babl_format("Y' u8"), grays);
  // No color of a gray layer, and one that no conversion gives back bit by bit.
  const Color kept{0.3F, 0.7F, 0.1F};
  for (const ColorSpace space : all_spaces) {
    for (const Representative representative :
         {Representative::mean, Representative::nearest, Representative::vivid}) {
      ClusterArguments arguments = arguments_of(space, Order::share);
      arguments.representative = representative;
      arguments.kept = {kept};
      const LayerClusters clusters = clusters_of(whole(layer), arguments);
      EXPECT_EQ(clusters.colors.found, clusters.colors.srgb);
      EXPECT_EQ(std::ranges::count(clusters.colors.found, kept), 1);
    }
  }
}

// Bins hold several colors of which some belong to the cluster beside that of their mean.
TEST(LayerClusters, SharesAreExactWithMoreColorsThanTheHistogramTellsApart) {
  const Buffer layer = new_buffer(babl_format("R'G'B' u8"), 1600, 1600);
  std::mt19937 random(8);
  Bytes bytes(1600U * 1600U * 3U);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
  gegl_buffer_set(layer.get(), nullptr, 0, babl_format("R'G'B' u8"), bytes.data(),
                  GEGL_AUTO_ROWSTRIDE);
  const LayerClusters clusters =
      clusters_of(whole(layer), arguments_of(ColorSpace::srgb, Order::share));
  EXPECT_EQ(
      map_clusters(whole(layer), clusters.colors, clusters.space, MapOf::picture, 2, {}).shares,
      clusters.shares);
}

}  // namespace
}  // namespace color_clusters
