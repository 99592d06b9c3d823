// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/clustering/clustering.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/mapping/map_clusters.h"
#include "plugin/pixels/read_histogram.h"
#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

constexpr std::array spaces{ColorSpace::srgb, ColorSpace::oklab, ColorSpace::cielab};
constexpr float infinity = std::numeric_limits<float>::infinity();

/// Pixels of three floats, of which every fiftieth is a highlight, the first one too.
constexpr int pixel_count = 2000;
constexpr std::size_t highlight_step = 50;

enum class Rest { colorful, gray, pale };

/// The part of a picture without highlights, in linear light.
std::vector<float> picture(Rest kind) {
  std::mt19937 random(1);
  std::vector<float> rgb;
  for (int i = 0; i < pixel_count; ++i) {
    const auto even = [&] { return static_cast<float>(random() % 65536U) / 65535.0F; };
    switch (kind) {
      case Rest::colorful: {
        const float light = even();
        const float hue = even() * 6.2831853F;
        for (const float turn : {0.0F, 2.1F, 4.2F}) {
          rgb.push_back(light * (0.6F + 0.4F * std::cos(hue + turn)));
        }
        break;
      }
      case Rest::gray:
        rgb.insert(rgb.end(), 3, even());
        break;
      case Rest::pale:
        for (const float light = even(); const float tint : {0.0F, 0.01F, 0.02F}) {
          rgb.push_back(0.2F + 0.2F * light + tint * even());
        }
        break;
    }
  }
  return rgb;
}

LayerClusters clusters_of(const Buffer& layer, ColorSpace name, int color_count = 8) {
  const ColorHistogram histogram = read_histogram(whole(layer), 2, {});
  const ClusterSpace space(name, encoding_of(layer), histogram);
  const LayerPixels pixels = whole(layer);
  return find_clusters(histogram, tree_in_cluster_space(histogram, space, 2), encoding_of(layer),
                       &pixels, {.color_count = color_count, .color_space = name});
}

/// How many clusters consist mostly of highlights.
int highlight_clusters(const Buffer& layer, const LayerClusters& clusters) {
  const ClusterMap map =
      map_clusters(whole(layer), clusters.colors, clusters.space, MapOf::picture, 2, {}).map;
  std::vector<int> balance(clusters.shares.size());
  for (std::size_t i = 0; i < map.clusters.size(); ++i) {
    balance[map.clusters[i]] += i % highlight_step == 0 ? 1 : -1;
  }
  return static_cast<int>(std::ranges::count_if(balance, [](int value) { return value > 0; }));
}

/// A sun or sky in light `color`, from `low` to `high` times white, in any of the formats.
Buffer with_highlights(const char* format, Rest kind, const Color& color, double low, double high) {
  std::vector<float> rgb = picture(kind);
  const double pieces = static_cast<double>(rgb.size()) / 3.0;
  for (std::size_t i = 0; i < rgb.size() / 3; i += highlight_step) {
    const double light = low * std::pow(high / low, static_cast<double>(i) / pieces);
    for (std::size_t c = 0; c < 3; ++c) {
      rgb[3 * i + c] = static_cast<float>(light) * color[c];
    }
  }
  return row_of<float>(babl_format(format), rgb);
}

TEST(Highlights, TakeNoMoreThanTwoOfEightClusters) {
  const std::array<Color, 2> colors{{{1, 1, 1}, {1, 0.8F, 0.5F}}};
  // As in 32-bit floats of either kind: light, and gamma-encoded values of any size.
  for (const char* const format : {"RGB float", "R'G'B' float"}) {
    for (const Rest kind : {Rest::colorful, Rest::gray, Rest::pale}) {
      for (const Color& color : colors) {
        for (const auto& [low, high] :
             std::vector<std::pair<double, double>>{{1, 20}, {1, 10000}, {5000, 5000}}) {
          const Buffer layer = with_highlights(format, kind, color, low, high);
          for (const ColorSpace space : spaces) {
            const LayerClusters clusters = clusters_of(layer, space);
            ASSERT_EQ(clusters.shares.size(), 8U);
            EXPECT_LE(highlight_clusters(layer, clusters), 2)
                << format << ", rest " << static_cast<int>(kind) << ", blue " << color[2] << ", "
                << low << " to " << high << ", space " << static_cast<int>(space);
          }
        }
      }
    }
  }
}

TEST(Highlights, ASunKeepsItsLight) {
  for (const char* const format : {"RGB float", "R'G'B' float"}) {
    const Buffer layer =
        with_highlights(format, Rest::colorful, {5000.0F, 4500.0F, 3000.0F}, 1.0, 1.0);
    for (const ColorSpace space : spaces) {
      const LayerClusters clusters = clusters_of(layer, space);
      const std::vector<std::byte> pixels =
          encode_pixels(clusters.colors.layer, layer_encoding(babl_format(format)));
      const auto* const values = reinterpret_cast<const float*>(pixels.data());
      float brightest = 0.0F;
      for (std::size_t i = 0; i < 3 * clusters.shares.size(); ++i) {
        brightest = std::max(brightest, values[i]);
      }
      EXPECT_NEAR(brightest, 5000.0F, 1.0F) << format << static_cast<int>(space);
    }
  }
}

TEST(Highlights, OtherClustersGetNoneOfTheirLight) {
  // In CIE Lab, red and white have a mean that is out of gamut, where the curve rises steeply.
  std::vector<float> rgb;
  for (int i = 0; i < 100; ++i) rgb.insert(rgb.end(), {1, 0, 0, 1, 1, 1});
  for (int i = 0; i < 800; ++i) rgb.insert(rgb.end(), {0, 0, 5000});
  const Buffer layer = row_of<float>(babl_format("R'G'B' float"), rgb);
  const LayerClusters clusters = clusters_of(layer, ColorSpace::cielab, 2);
  EXPECT_NEAR(clusters.colors.layer[0][2], 5000.0F, 1.0F);
  EXPECT_GT(clusters.colors.layer[1][0], 1.05F);
  EXPECT_LT(clusters.colors.layer[1][0], 1.07F);
}

TEST(Highlights, AClusterIsNoBrighterThanTheMeanOfItsPixels) {
  std::vector<float> rgb;
  for (int i = 0; i < 98; ++i) rgb.insert(rgb.end(), {1, 0, 0, 1, 1, 1});
  rgb.insert(rgb.end(), {2, 2, 2, 3, 3, 3});
  const Buffer layer = row_of<float>(babl_format("R'G'B' float"), rgb);
  for (const ColorSpace space : spaces) {
    const LayerClusters clusters = clusters_of(layer, space, 1);
    EXPECT_LT(clusters.colors.layer[0][0], 1.07F);
    EXPECT_EQ(clusters.colors.srgb, clusters.colors.layer);
  }
}

TEST(Highlights, OfGrayLayersToo) {
  std::vector<float> values;
  for (int i = 0; i < 4900; ++i) values.push_back(static_cast<float>(i) / 4900.0F);
  for (int i = 0; i < 100; ++i) values.push_back(std::pow(10000.0F, static_cast<float>(i) / 99.0F));
  const Buffer layer = row_of<float>(babl_format("Y float"), values);
  for (const ColorSpace space : spaces) {
    const LayerClusters clusters = clusters_of(layer, space);
    EXPECT_LE(std::ranges::count_if(clusters.colors.layer,
                                    [](const Color& color) { return color[0] > 1.0F; }),
              2);
  }
}

TEST(Highlights, InfiniteValuesTakeNoCluster) {
  std::vector<float> rgb = picture(Rest::colorful);
  std::fill_n(rgb.begin(), 6, infinity);
  for (const char* const format : {"RGB float", "R'G'B' float"}) {
    const Buffer layer = row_of<float>(babl_format(format), rgb);
    for (const ColorSpace space : spaces) {
      const LayerClusters clusters = clusters_of(layer, space);
      ASSERT_EQ(clusters.shares.size(), 8U);
      for (const Color& color : clusters.colors.srgb) {
        for (const float value : color) EXPECT_LE(value, 1.01F);
      }
    }
  }
}

TEST(Highlights, ALayerWithoutThemIsClusteredAsEver) {
  // Blues, greens and reds, whose means in the perceptual spaces are out of gamut.
  std::vector<float> rgb;
  for (int i = 0; i < pixel_count; ++i) {
    const auto value = static_cast<float>(i % 997) / 996.0F;
    const std::array<float, 3> color{value, 0.0F, 1.0F - value / 4.0F};
    for (int c = 0; c < 3; ++c) rgb.push_back(color[static_cast<std::size_t>((c + i) % 3)]);
  }
  for (const char* const wide : {"sRGB", "ProPhoto"}) {
    for (const char* const format : {"RGB float", "R'G'B' float", "R'G'B' u16"}) {
      const Babl* const in_space = babl_format_with_space(format, babl_space(wide));
      const Buffer layer = new_buffer(in_space, pixel_count, 1);
      gegl_buffer_set(layer.get(), nullptr, 0,
                      babl_format_with_space("RGB float", babl_space(wide)), rgb.data(),
                      GEGL_AUTO_ROWSTRIDE);
      const LayerEncoding encoding = encoding_of(layer);
      const ColorHistogram histogram = read_histogram(whole(layer), 2, {});
      for (const ColorSpace name : spaces) {
        const ClusterSpace plain(name, encoding);
        const ColorTree tree = tree_in_cluster_space(histogram, plain, 2);
        const Clustering expected = assign_colors(
            tree, find_centers(tree, {.color_count = 8, .accents = 0.0, .threads = 2, .fixed = {}}),
            2);
        const LayerClusters clusters = clusters_of(layer, name);
        EXPECT_EQ(clusters.colors.centers, expected.centers);
        EXPECT_EQ(clusters.colors.layer, cluster_colors(expected.centers, plain, encoding).layer);
        EXPECT_EQ(clusters.shares, expected.shares);
      }
    }
  }
}

}  // namespace
}  // namespace color_clusters
