// SPDX-License-Identifier: GPL-3.0-or-later

// The whole way from buffer to buffer gives the same bits on any number of threads.

#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>

#include "core/clustering/clustering.h"
#include "plugin/mapping/cluster_colors.h"
#include "plugin/mapping/nearest_pixels.h"
#include "plugin/painting/posterize.h"
#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

struct Picture {
  const char* format;
  int width;
  int height;
  ColorSpace space;
};

void PrintTo(const Picture& picture, std::ostream* out) { *out << picture.format; }

/// Soft clumps of color, with any alpha where there is one.
template <typename Component>
std::vector<Component> random_components(const Picture& picture, std::size_t per_pixel) {
  constexpr bool is_float = std::is_floating_point_v<Component>;
  const auto pixels =
      static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
  std::mt19937 random(7);
  const auto unit = [&] { return static_cast<float>(random() % 65536) / 65535.0F; };
  std::vector<Component> components;
  components.reserve(pixels * per_pixel);
  for (std::size_t i = 0; i < pixels; ++i) {
    const auto clump = static_cast<float>(i / 977 % 11) / 11.0F;
    for (std::size_t c = 0; c < per_pixel; ++c) {
      const float value =
          c == 3 || (per_pixel == 2 && c == 1) ? unit() : 0.9F * clump + 0.1F * unit();
      constexpr float scale =
          is_float ? 1.0F : static_cast<float>(std::numeric_limits<Component>::max());
      components.push_back(static_cast<Component>(value * scale));
    }
    if constexpr (is_float) {
      if (i % 5003 == 0) components.back() = std::numeric_limits<Component>::quiet_NaN();
      if (i % 7001 == 0) components[components.size() - 2] = 40.0F;
    }
  }
  return components;
}

template <typename Component>
Buffer filled_with(const Picture& picture, const std::vector<Component>& components) {
  return rows_of(babl_format(picture.format), picture.width, components);
}

Buffer random_layer(const Picture& picture) {
  const Babl* const format = babl_format(picture.format);
  const auto per_pixel = static_cast<std::size_t>(babl_format_get_n_components(format));
  const Babl* const type = babl_format_get_type(format, 0);
  if (type == babl_type("u8")) {
    return filled_with(picture, random_components<std::uint8_t>(picture, per_pixel));
  }
  if (type == babl_type("u16")) {
    return filled_with(picture, random_components<std::uint16_t>(picture, per_pixel));
  }
  return filled_with(picture, random_components<float>(picture, per_pixel));
}

struct Outcome {
  ColorHistogram histogram;
  Clustering clustering;
  std::vector<Color> nearest_pixels;
  std::vector<std::uint8_t> posterized;
};

Outcome outcome(const Picture& picture, const LayerPixels& pixels, int threads) {
  const Babl* const format = pixels.buffer.format();
  const LayerEncoding encoding = layer_encoding(format);
  const ClusterSpace space(picture.space, encoding);
  Outcome result;
  result.histogram = read_histogram(pixels, threads, {});
  const ColorTree tree = tree_in_cluster_space(result.histogram, space, threads);
  result.clustering =
      assign_colors(tree, find_centers(tree, {.color_count = 9, .threads = threads}), threads);
  const ClusterColors colors = cluster_colors(result.clustering.centers, space, encoding);
  result.nearest_pixels = colors.layer;
  use_nearest_pixels(pixels, colors.centers, space, threads, {}, result.nearest_pixels);
  const Buffer destination = new_buffer(format, picture.width, picture.height);
  posterize(pixels, destination.get(), colors, space, threads, {});
  result.posterized = components_of<std::uint8_t>(destination);
  return result;
}

void expect_same(const Outcome& actual, const Outcome& expected) {
  EXPECT_EQ(actual.histogram.distinct_colors, expected.histogram.distinct_colors);
  EXPECT_EQ(actual.histogram.total_weight, expected.histogram.total_weight);
  // Not EXPECT_EQ, which would print all of them.
  EXPECT_TRUE(actual.histogram.colors == expected.histogram.colors);
  EXPECT_TRUE(actual.histogram.weights == expected.histogram.weights);
  EXPECT_EQ(actual.clustering.centers, expected.clustering.centers);
  EXPECT_EQ(actual.clustering.shares, expected.clustering.shares);
  EXPECT_EQ(actual.clustering.inertia, expected.clustering.inertia);
  EXPECT_EQ(actual.nearest_pixels, expected.nearest_pixels);
  EXPECT_TRUE(actual.posterized == expected.posterized);
}

class Threads : public testing::TestWithParam<Picture> {
 protected:
  void expect_same_for_any_number(const LayerPixels& pixels) {
    const Outcome expected = outcome(GetParam(), pixels, 1);
    EXPECT_GT(expected.histogram.colors.size(), 100U);
    EXPECT_EQ(expected.clustering.centers.size(), 9U);
    for (const int threads : {2, 3, 7}) {
      SCOPED_TRACE(std::to_string(threads) + " threads");
      expect_same(outcome(GetParam(), pixels, threads), expected);
    }
  }
};

TEST_P(Threads, SameBitsOfAWholeLayer) {
  const Buffer layer = random_layer(GetParam());
  expect_same_for_any_number(whole(layer));
}

TEST_P(Threads, SameBitsInsideMasks) {
  const Picture& picture = GetParam();
  const Buffer layer = random_layer(picture);
  const Picture mask{"Y u8", picture.width, picture.height, ColorSpace::srgb};
  const Buffer selection = random_layer(mask);
  const Buffer layer_mask = random_layer(mask);
  LayerPixels pixels = whole(layer);
  pixels.area = {13, 57, picture.width - 40, picture.height - 60};
  pixels.selection = {.buffer = selection.get(), .offset_x = 5, .offset_y = -3};
  pixels.layer_mask.buffer = layer_mask.get();
  expect_same_for_any_number(pixels);
}

// The first has more pixels than are counted without a table.
INSTANTIATE_TEST_SUITE_P(Formats, Threads,
                         testing::Values(Picture{"R'G'B' u8", 1200, 1000, ColorSpace::srgb},
                                         Picture{"R'G'B'A u8", 300, 400, ColorSpace::cielab},
                                         Picture{"Y' u8", 300, 700, ColorSpace::oklab},
                                         Picture{"Y'A u8", 300, 400, ColorSpace::srgb},
                                         Picture{"R'G'B' u16", 300, 400, ColorSpace::oklab},
                                         Picture{"R'G'B'A float", 300, 400, ColorSpace::cielab},
                                         Picture{"RGB float", 300, 400, ColorSpace::srgb}));

}  // namespace
}  // namespace color_clusters
