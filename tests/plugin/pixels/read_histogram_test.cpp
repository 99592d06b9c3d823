// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/pixels/read_histogram.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "core/histogram/float_color_counter.h"
#include "plugin/pixels/pixel_decoder.h"
#include "plugin/tiles/bands.h"
#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

using Bytes = std::vector<std::uint8_t>;
using Counts = std::map<std::array<int, 3>, double>;

ColorHistogram read(const LayerPixels& pixels) { return read_histogram(pixels, 2, {}); }

/// Pixels of each color in 8-bit units.
Counts counts(const ColorHistogram& histogram) {
  Counts result;
  for (std::size_t i = 0; i < histogram.colors.size(); ++i) {
    std::array<int, 3> key{};
    for (std::size_t c = 0; c < 3; ++c) {
      key[c] = static_cast<int>(std::lround(255.0F * histogram.colors[i][c]));
    }
    result[key] += histogram.weights[i] / histogram.pixel_weight;
  }
  return result;
}

TEST(ReadHistogram, CountsRgb) {
  const Buffer layer = row_of<std::uint8_t>(babl_format("R'G'B' u8"), {1, 2, 3, 9, 9, 9, 1, 2, 3});
  EXPECT_EQ(counts(read(whole(layer))), (Counts{{{1, 2, 3}, 2.0}, {{9, 9, 9}, 1.0}}));
}

TEST(ReadHistogram, AlphaIsTheWeight) {
  const Buffer layer =
      row_of<std::uint8_t>(babl_format("R'G'B'A u8"), {1, 2, 3, 255, 7, 7, 7, 51, 8, 8, 8, 0});
  const Counts found = counts(read(whole(layer)));
  EXPECT_EQ(found.size(), 2U);
  EXPECT_DOUBLE_EQ(found.at({1, 2, 3}), 1.0);
  EXPECT_DOUBLE_EQ(found.at({7, 7, 7}), 0.2);
}

TEST(ReadHistogram, GrayIsNeutral) {
  const Buffer gray = row_of<std::uint8_t>(babl_format("Y' u8"), {5, 5, 200});
  EXPECT_EQ(counts(read(whole(gray))), (Counts{{{5, 5, 5}, 2.0}, {{200, 200, 200}, 1.0}}));
  const Buffer with_alpha = row_of<std::uint8_t>(babl_format("Y'A u8"), {5, 255, 200, 51});
  const Counts found = counts(read(whole(with_alpha)));
  EXPECT_DOUBLE_EQ(found.at({5, 5, 5}), 1.0);
  EXPECT_DOUBLE_EQ(found.at({200, 200, 200}), 0.2);
}

TEST(ReadHistogram, IndicesAreLookedUp) {
  const Babl* format = nullptr;
  babl_new_palette("colormap of a test", &format, nullptr);
  Bytes colormap{10, 20, 30, 40, 50, 60};
  babl_palette_set_palette(format, babl_format("R'G'B' u8"), colormap.data(), 2);
  const Buffer layer = row_of<std::uint8_t>(format, {1, 0, 1});
  EXPECT_EQ(counts(read(whole(layer))), (Counts{{{10, 20, 30}, 1.0}, {{40, 50, 60}, 2.0}}));
}

TEST(ReadHistogram, SelectionWeighsWhereItLiesOverTheLayer) {
  const Buffer layer = row_of<std::uint8_t>(babl_format("Y' u8"), {1, 2, 3, 4});
  // The layer begins at x = 1 of the selection, which ends before the layer does.
  const Buffer selection = row_of<float>(babl_format("Y float"), {1.0F, 0.0F, 0.4F, 1.0F});
  LayerPixels pixels = whole(layer);
  pixels.selection = {.buffer = selection.get(), .offset_x = 1, .offset_y = 0};
  const Counts found = counts(read(pixels));
  EXPECT_EQ(found.size(), 2U);
  EXPECT_DOUBLE_EQ(found.at({2, 2, 2}), 0.4);
  EXPECT_DOUBLE_EQ(found.at({3, 3, 3}), 1.0);
}

TEST(ReadHistogram, SelectionAndLayerMaskAreMultiplied) {
  const Buffer layer = row_of<std::uint8_t>(babl_format("R'G'B' u8"), {1, 1, 1, 2, 2, 2, 3, 3, 3});
  const Buffer selection = row_of<std::uint8_t>(babl_format("Y u8"), {255, 51, 255});
  const Buffer mask = row_of<std::uint8_t>(babl_format("Y u8"), {51, 255, 0});
  LayerPixels pixels = whole(layer);
  pixels.selection.buffer = selection.get();
  pixels.layer_mask.buffer = mask.get();
  const Counts found = counts(read(pixels));
  EXPECT_EQ(found.size(), 2U);
  EXPECT_DOUBLE_EQ(found.at({1, 1, 1}), 0.2);
  EXPECT_DOUBLE_EQ(found.at({2, 2, 2}), 0.2);
}

TEST(ReadHistogram, MasksWeighHighPrecisionToo) {
  const Buffer layer =
      row_of<float>(babl_format("R'G'B'A float"), {0.2F, 0.2F, 0.2F, 0.5F, 0.4F, 0.4F, 0.4F, 1.0F});
  const Buffer selection = row_of<float>(babl_format("Y float"), {0.5F, 1.0F});
  const Buffer mask = row_of<float>(babl_format("Y float"), {1.0F, 0.25F});
  LayerPixels pixels = whole(layer);
  pixels.selection.buffer = selection.get();
  pixels.layer_mask.buffer = mask.get();
  const Counts found = counts(read(pixels));
  EXPECT_NEAR(found.at({51, 51, 51}), 0.25, 1e-4);
  EXPECT_NEAR(found.at({102, 102, 102}), 0.25, 1e-4);
}

TEST(ReadHistogram, OnlyTheAreaCounts) {
  const Buffer layer = row_of<std::uint8_t>(babl_format("Y' u8"), {1, 2, 3, 4});
  LayerPixels pixels = whole(layer);
  pixels.area = {1, 0, 2, 1};
  EXPECT_EQ(counts(read(pixels)), (Counts{{{2, 2, 2}, 1.0}, {{3, 3, 3}, 1.0}}));
}

TEST(ReadHistogram, SixteenBitStepsAreToldApart) {
  std::vector<std::uint16_t> values(300);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = static_cast<std::uint16_t>(30000 + i / 3);
  }
  EXPECT_EQ(read(whole(row_of(babl_format("R'G'B' u16"), values))).distinct_colors, 100U);
}

TEST(ReadHistogram, LinearValuesAreGammaEncoded) {
  const Buffer layer = row_of<float>(babl_format("RGB float"), {0.214041F, 0.0F, 1.0F});
  const ColorHistogram histogram = read(whole(layer));
  ASSERT_EQ(histogram.colors.size(), 1U);
  EXPECT_NEAR(histogram.colors[0][0], 0.5F, 1e-3F);
  EXPECT_NEAR(histogram.colors[0][1], 0.0F, 1e-4F);
  EXPECT_NEAR(histogram.colors[0][2], 1.0F, 1e-3F);
}

TEST(ReadHistogram, WhatIsNoNumberCountsNothing) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const Buffer layer = row_of<float>(babl_format("R'G'B' float"), {nan, 0, 0, 2.5F, -0.5F, 0});
  const ColorHistogram histogram = read(whole(layer));
  ASSERT_EQ(histogram.colors.size(), 1U);
  EXPECT_EQ(histogram.colors[0], (Color{2.5F, -0.5F, 0}));
  EXPECT_DOUBLE_EQ(histogram.total_weight, histogram.pixel_weight);
}

TEST(ReadHistogram, NothingVisibleIsEmpty) {
  EXPECT_TRUE(read(whole(row_of<std::uint8_t>(babl_format("R'G'B'A u8"), {1, 2, 3, 0}))).empty());
  EXPECT_TRUE(read(whole(row_of<float>(babl_format("R'G'B'A float"), {1, 1, 1, 0}))).empty());
}

TEST(ReadHistogram, ProgressGoesUpToOneInAFewSteps) {
  const Buffer layer = new_buffer(babl_format("Y' u8"), 8, 20000);
  std::vector<double> steps;
  read_histogram(whole(layer), 2, [&](double fraction) {
    steps.push_back(fraction);
    return true;
  });
  EXPECT_GT(steps.size(), 5U);
  EXPECT_LE(steps.size(), static_cast<std::size_t>(max_pauses));
  EXPECT_TRUE(std::ranges::is_sorted(steps));
  EXPECT_EQ(steps.back(), 1.0);
}

TEST(ReadHistogram, StopsWhenToldTo) {
  const Buffer layer = new_buffer(babl_format("Y' u8"), 8, 2000);
  EXPECT_THROW(read_histogram(whole(layer), 2, [](double) { return false; }), Cancelled);
}

/// A picture of that size in which every pixel has a color of its own.
template <typename Value>
std::vector<Value> pixels_from(int first, int count, Value largest) {
  std::vector<Value> rgb;
  for (int i = first; i < first + count; ++i) {
    const auto part = static_cast<double>(i % 251) / 250.0;
    for (const double value : {part, part * part, 1.0 - part / 3.0}) {
      rgb.push_back(static_cast<Value>(value * static_cast<double>(largest)));
    }
  }
  return rgb;
}

void expect_same_histogram(const ColorHistogram& a, const ColorHistogram& b) {
  EXPECT_TRUE(std::ranges::equal(a.colors, b.colors));
  EXPECT_TRUE(std::ranges::equal(a.weights, b.weights));
  EXPECT_EQ(a.total_weight, b.total_weight);
  EXPECT_EQ(a.pixel_weight, b.pixel_weight);
  EXPECT_EQ(a.pixels, b.pixels);
  EXPECT_EQ(a.distinct_colors, b.distinct_colors);
}

TEST(ReadHistogram, SeveralLayersAreOnePicture) {
  const auto expect_one_picture = [](const Buffer& first, const Buffer& second,
                                     const Buffer& both) {
    const std::vector<LayerPixels> layers{whole(first), whole(second)};
    const std::vector<LayerPixels> turned{whole(second), whole(first)};
    for (const int threads : {1, 2, 5}) {
      expect_same_histogram(read_histogram(layers, threads, {}), read(whole(both)));
      expect_same_histogram(read_histogram(turned, threads, {}), read(whole(both)));
    }
  };
  const Babl* const bytes = babl_format("R'G'B' u8");
  expect_one_picture(row_of(bytes, pixels_from<std::uint8_t>(0, 100, 255)),
                     row_of(bytes, pixels_from<std::uint8_t>(100, 60, 255)),
                     row_of(bytes, pixels_from<std::uint8_t>(0, 160, 255)));
  const Babl* const floats = babl_format("R'G'B' float");
  expect_one_picture(row_of(floats, pixels_from<float>(0, 100, 1.0F)),
                     row_of(floats, pixels_from<float>(100, 60, 1.0F)),
                     row_of(floats, pixels_from<float>(0, 160, 1.0F)));
}

TEST(ReadHistogram, OfSeveralLayersSomeCanHaveAlpha) {
  const Buffer opaque = row_of<std::uint8_t>(babl_format("R'G'B' u8"), {1, 2, 3, 9, 9, 9});
  const Buffer soft = row_of<std::uint8_t>(babl_format("R'G'B'A u8"), {1, 2, 3, 51, 8, 8, 8, 0});
  const std::vector<LayerPixels> layers{whole(opaque), whole(soft)};
  const Counts found = counts(read_histogram(layers, 2, {}));
  EXPECT_EQ(found.size(), 2U);
  EXPECT_DOUBLE_EQ(found.at({1, 2, 3}), 1.2);
  EXPECT_DOUBLE_EQ(found.at({9, 9, 9}), 1.0);
}

TEST(ReadHistogram, PlacesOfDifferentLayersAreNoNeighbors) {
  const Buffer layer = new_buffer(babl_format("R'G'B' u8"), 20, 9);
  const LayerPixels pixels = whole(layer);
  const ColorHistogram one = read_histogram(pixels, 2, {}, Reading::colors_and_places);
  const std::vector<LayerPixels> layers{pixels, pixels};
  const ColorHistogram two = read_histogram(layers, 2, {}, Reading::colors_and_places);
  const std::size_t size = one.places.size();
  ASSERT_EQ(size, 14U * 3U);
  ASSERT_EQ(two.places.size(), 2 * size);
  for (std::size_t i = 0; i < size; ++i) {
    EXPECT_EQ(two.places[i].row, one.places[i].row);
    // Three rows, and one that nobody is in.
    EXPECT_EQ(two.places[size + i].row, one.places[i].row + 4);
    EXPECT_EQ(two.places[size + i].column, one.places[i].column);
  }
}

TEST(ReadHistogram, ProgressOfSeveralLayersIsOne) {
  const Buffer layer = new_buffer(babl_format("R'G'B' u8"), 64, 64);
  const std::vector<LayerPixels> layers(4, whole(layer));
  std::vector<double> told;
  read_histogram(layers, 1, [&](double part) {
    told.push_back(part);
    return true;
  });
  EXPECT_TRUE(std::ranges::is_sorted(told));
  ASSERT_FALSE(told.empty());
  EXPECT_DOUBLE_EQ(told.back(), 1.0);
  EXPECT_THROW(read_histogram(layers, 1, [](double part) { return part < 0.5; }), Cancelled);
}

std::vector<std::uint16_t> random_levels(std::size_t count) {
  std::vector<std::uint16_t> levels(count);
  std::uint32_t random = 1;
  for (std::uint16_t& level : levels) {
    random = random * 1664525U + 1013904223U;
    level = static_cast<std::uint16_t>(random >> 16U);
  }
  return levels;
}

/// What the pixels of a layer of more than 8 bits count one by one.
ColorHistogram count_pixels(const std::vector<std::uint16_t>& values, const Babl* format,
                            const std::vector<float>& mask) {
  const LayerEncoding encoding = layer_encoding(format);
  const auto bytes = std::as_bytes(std::span(values));
  const std::size_t pixels = bytes.size() / encoding.pixel_bytes;
  std::vector<float> rgba(4 * pixels);
  PixelDecoder(encoding).decode(bytes, rgba.data());
  FloatColorCounter counter(pixels);
  counter.add(rgba, mask);
  return counter.histogram();
}

TEST(ReadHistogram, GrayLevelsOfSixteenBitsCountAsTheirPixels) {
  constexpr int width = 331;
  constexpr std::size_t pixels = 331UL * 307UL;
  std::vector<float> mask(pixels);
  for (std::size_t i = 0; i < pixels; ++i) mask[i] = static_cast<float>(i % 5) / 4.0F;
  const Buffer selection = rows_of(babl_format("Y float"), width, mask);
  for (const char* name : {"Y' u16", "Y'A u16", "Y u16", "YA half"}) {
    const Babl* const format = babl_format(name);
    const auto components = static_cast<std::size_t>(babl_format_get_n_components(format));
    const std::vector<std::uint16_t> values = random_levels(pixels * components);
    const Buffer layer = rows_of(format, width, values);
    for (const bool is_selected : {false, true}) {
      LayerPixels of_layer = whole(layer);
      if (is_selected) of_layer.selection.buffer = selection.get();
      const ColorHistogram expected =
          count_pixels(values, format, is_selected ? mask : std::vector<float>());
      EXPECT_GT(expected.distinct_colors, 1000U);
      for (const int threads : {1, 2, 3}) {
        SCOPED_TRACE(name);
        expect_same_histogram(read_histogram(of_layer, threads, {}), expected);
      }
    }
  }
}

TEST(ReadHistogram, HalfGrayWithoutANumberCountsNothing) {
  constexpr int width = 300;
  std::vector<std::uint16_t> values(300UL * 300UL, 0x3800);
  for (std::size_t i = 0; i < values.size(); i += 3) values[i] = i % 2 == 0 ? 0x7C00 : 0x7E00;
  const ColorHistogram histogram = read(whole(rows_of(babl_format("Y' half"), width, values)));
  ASSERT_EQ(histogram.colors.size(), 1U);
  EXPECT_NEAR(histogram.colors[0][0], 0.5F, 1e-5F);
  EXPECT_EQ(histogram.pixels, 60000U);
  EXPECT_EQ(histogram.total_weight, 60000.0 * histogram.pixel_weight);
}

TEST(ReadHistogram, ALargePictureIsCountedAsItsPixels) {
  // So many colors that parts of it tell.
  constexpr int width = 1201;
  const Babl* const format = babl_format("R'G'B' u16");
  const std::vector<std::uint16_t> values = random_levels(3UL * 1201 * 1003);
  const Buffer layer = rows_of(format, width, values);
  const ColorHistogram expected = count_pixels(values, format, {});
  for (const int threads : {1, 2}) {
    expect_same_histogram(read_histogram(whole(layer), threads, {}), expected);
  }
}

}  // namespace
}  // namespace color_clusters
