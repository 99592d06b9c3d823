// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/pixels/read_surroundings.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "plugin/pixels/read_histogram.h"
#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

constexpr int side = static_cast<int>(Surroundings::side);

std::vector<Surroundings> read(const LayerPixels& pixels) {
  return read_surroundings(pixels, pixels.area);
}

/// All values of some places, bit for bit.
std::vector<std::uint32_t> bits_of(const std::vector<Surroundings>& places) {
  std::vector<std::uint32_t> bits;
  for (const Surroundings& place : places) {
    for (const float value : place.mean) bits.push_back(std::bit_cast<std::uint32_t>(value));
    bits.push_back(std::bit_cast<std::uint32_t>(place.deviation));
    bits.push_back(std::bit_cast<std::uint32_t>(place.least_deviation));
  }
  return bits;
}

/// The rows and columns of some places.
std::vector<std::array<int, 2>> positions_of(const std::vector<Surroundings>& places) {
  std::vector<std::array<int, 2>> positions;
  for (const Surroundings& place : places) positions.push_back({place.row, place.column});
  return positions;
}

/// A square buffer filled by `values(x, y)`, the components of a pixel.
template <typename Component, typename Values>
Buffer drawn(const Babl* format, int width, const Values& values) {
  std::vector<Component> components;
  for (int y = 0; y < width; ++y) {
    for (int x = 0; x < width; ++x) {
      for (const auto value : values(x, y)) components.push_back(static_cast<Component>(value));
    }
  }
  return rows_of(format, width, components);
}

TEST(ReadSurroundings, MeansOfNinePixelsInTheirOrder) {
  const Buffer layer = drawn<std::uint8_t>(
      babl_format("R'G'B' u8"), 9, [](int x, int y) { return std::array{10 * x, 20 * y, 7}; });
  const std::vector<Surroundings> places = read(whole(layer));
  ASSERT_EQ(places.size(), 9U);
  for (std::size_t i = 0; i < places.size(); ++i) {
    EXPECT_NEAR(255.0F * places[i].mean[0], 10.0F * static_cast<float>(3 + i % 3), 1e-3F);
    EXPECT_NEAR(255.0F * places[i].mean[1], 20.0F * static_cast<float>(3 + i / 3), 1e-3F);
    EXPECT_NEAR(255.0F * places[i].mean[2], 7.0F, 1e-3F);
    // Two thirds of the pixels are a step away, on either axis.
    EXPECT_NEAR(255.0F * places[i].deviation, std::sqrt(500.0F * 2.0F / 3.0F), 1e-3F);
    EXPECT_NEAR(places[i].least_deviation, places[i].deviation, 1e-5F);
  }
}

TEST(ReadSurroundings, LayerTooSmallForAPlaceHasNone) {
  EXPECT_TRUE(read(whole(speckled(babl_format("R'G'B' u8"), side - 1, 100))).empty());
  EXPECT_EQ(read(whole(speckled(babl_format("R'G'B' u8"), side, side))).size(), 1U);
}

TEST(ReadSurroundings, OnlyTheAreaIsLookedAt) {
  const Buffer layer = speckled(babl_format("R'G'B' u8"), 40, 30);
  LayerPixels pixels = whole(layer);
  pixels.area = {5, 6, 10, 9};
  const std::vector<Surroundings> places = read(pixels);
  ASSERT_EQ(places.size(), 12U);
  // Of the whole layer, which has 34 places a row.
  const std::vector<Surroundings> all = read(whole(layer));
  for (std::size_t i = 0; i < places.size(); ++i) {
    EXPECT_EQ(bits_of({places[i]}), bits_of({all[(6 + i / 4) * 34 + 5 + i % 4]}));
  }
}

TEST(ReadSurroundings, LargeLayersHaveEvenlySpreadPlaces) {
  const Buffer layer = speckled(babl_format("R'G'B' u8"), 1100, 500);
  const std::size_t number = read(whole(layer)).size();
  EXPECT_GT(number, 64000U);
  EXPECT_LE(number, static_cast<std::size_t>(most_places));
  const Buffer strip = new_buffer(babl_format("Y' u8"), 30000, 20);
  EXPECT_LE(read(whole(strip)).size(), static_cast<std::size_t>(most_places));
}

TEST(ReadSurroundings, SamePlacesInWhateverBands) {
  for (const int width : {100, 1200}) {
    const Buffer layer = speckled(babl_format("R'G'B'A u8"), width, 400);
    const LayerPixels pixels = whole(layer);
    std::vector<Surroundings> places;
    for (int y = 0; y < 400; y += 50) {
      const std::vector<Surroundings> band = read_surroundings(pixels, {0, y, width, 50});
      places.insert(places.end(), band.begin(), band.end());
    }
    EXPECT_FALSE(places.empty());
    EXPECT_EQ(bits_of(places), bits_of(read(pixels)));
    EXPECT_EQ(positions_of(places), positions_of(read(pixels)));
  }
}

TEST(ReadSurroundings, PlacesSayWhereTheyAreAmongOthers) {
  // Two rows of three places, of which the transparent pixel takes the first two columns.
  const Buffer layer = new_buffer(babl_format("R'G'B'A u8"), 20, 20);
  std::vector<std::uint8_t> pixels(4 * 20 * 20, 255);
  pixels[4 * (4 * 20 + 6) + 3] = 0;
  gegl_buffer_set(layer.get(), nullptr, 0, babl_format("R'G'B'A u8"), pixels.data(),
                  GEGL_AUTO_ROWSTRIDE);
  LayerPixels all = whole(layer);
  all.area = {5, 4, 9, 8};
  EXPECT_EQ(positions_of(read(all)),
            (std::vector<std::array<int, 2>>{{0, 2}, {1, 0}, {1, 1}, {1, 2}}));
  // Neighbors are neighbors where not all pixels are looked at, too.
  const Buffer large = new_buffer(babl_format("Y' u8"), 1100, 500);
  const std::vector<std::array<int, 2>> positions = positions_of(read(whole(large)));
  const int columns = positions.back()[1] + 1;
  ASSERT_EQ(positions.size(), static_cast<std::size_t>(columns * (positions.back()[0] + 1)));
  for (int i = 0; i < static_cast<int>(positions.size()); ++i) {
    EXPECT_EQ(positions[static_cast<std::size_t>(i)], (std::array{i / columns, i % columns}));
  }
}

TEST(ReadSurroundings, TransparentPixelsHaveNoColors) {
  const Buffer layer = drawn<std::uint8_t>(babl_format("R'G'B'A u8"), 16, [](int x, int y) {
    return std::array{9, 9, 9, x == 8 && y == 3 ? 0 : 1};
  });
  // The seven by four patches with that pixel in them do not count.
  EXPECT_EQ(read(whole(layer)).size(), 100U - 28U);
  const Buffer high = drawn<float>(babl_format("R'G'B'A float"), 16, [](int x, int y) {
    return std::array{0.5F, 0.5F, 0.5F, x == 8 && y == 3 ? 0.0F : 0.01F};
  });
  EXPECT_EQ(read(whole(high)).size(), 100U - 28U);
}

TEST(ReadSurroundings, WhatIsNoNumberHasNoColor) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const Buffer layer = drawn<float>(babl_format("R'G'B' float"), 16, [&](int x, int y) {
    return std::array{0.5F, x == 0 && y == 0 ? nan : 0.5F, 0.5F};
  });
  EXPECT_EQ(read(whole(layer)).size(), 99U);
}

TEST(ReadSurroundings, UnselectedPixelsDoNotCount) {
  const auto selected = [](int x, int y) { return std::array{x == 8 && y == 3 ? 0 : 200}; };
  const Buffer mask = drawn<std::uint8_t>(babl_format("Y u8"), 16, selected);
  for (const char* const format : {"R'G'B' u8", "R'G'B' float"}) {
    const Buffer layer = new_buffer(babl_format(format), 16, 16);
    LayerPixels pixels = whole(layer);
    pixels.selection.buffer = mask.get();
    EXPECT_EQ(read(pixels).size(), 100U - 28U) << format;
    pixels.layer_mask.buffer = mask.get();
    EXPECT_EQ(read(pixels).size(), 100U - 28U) << format;
  }
}

TEST(ReadSurroundings, GrayAndIndexedLayersAreLookedUp) {
  const auto gray = [](int x, int y) { return std::array{10 * x + y}; };
  const auto rgb = [&](int x, int y) {
    const int value = gray(x, y)[0];
    return std::array{value, value, value};
  };
  const auto expected =
      bits_of(read(whole(drawn<std::uint8_t>(babl_format("R'G'B' u8"), 12, rgb))));
  EXPECT_EQ(bits_of(read(whole(drawn<std::uint8_t>(babl_format("Y' u8"), 12, gray)))), expected);

  const Babl* format = nullptr;
  babl_new_palette("colormap of places", &format, nullptr);
  std::vector<std::uint8_t> colormap(3 * 256);
  for (std::size_t i = 0; i < colormap.size(); ++i) colormap[i] = static_cast<std::uint8_t>(i / 3);
  babl_palette_set_palette(format, babl_format("R'G'B' u8"), colormap.data(), 256);
  EXPECT_EQ(bits_of(read(whole(drawn<std::uint8_t>(format, 12, gray)))), expected);
}

TEST(ReadSurroundings, HighPrecisionIsTheSame) {
  const Buffer bytes = speckled(babl_format("R'G'B' u8"), 20, 20);
  std::vector<float> values;
  for (const std::uint8_t value : components_of<std::uint8_t>(bytes)) {
    values.push_back(static_cast<float>(value) / 255.0F);
  }
  const Buffer floats = new_buffer(babl_format("R'G'B' float"), 20, 20);
  gegl_buffer_set(floats.get(), nullptr, 0, babl_format("R'G'B' float"), values.data(),
                  GEGL_AUTO_ROWSTRIDE);
  const std::vector<Surroundings> expected = read(whole(bytes));
  const std::vector<Surroundings> places = read(whole(floats));
  ASSERT_EQ(places.size(), expected.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    EXPECT_NEAR(places[i].mean[1], expected[i].mean[1], 1e-5F);
    EXPECT_NEAR(places[i].deviation, expected[i].deviation, 1e-5F);
  }
}

TEST(ReadHistogram, PlacesComeOnlyIfAskedForAndInOneOrder) {
  for (const char* const format : {"R'G'B'A u8", "R'G'B' u16"}) {
    const Buffer layer = speckled(babl_format(format), 700, 900);
    const LayerPixels pixels = whole(layer);
    EXPECT_TRUE(read_histogram(pixels, 2, {}).places.empty());
    const auto expected = bits_of(read(pixels));
    for (const int threads : {1, 2, 3, 7}) {
      const ColorHistogram histogram =
          read_histogram(pixels, threads, {}, Reading::colors_and_places);
      EXPECT_EQ(bits_of(histogram.places), expected) << format << ", " << threads << " threads";
      EXPECT_EQ(histogram.colors, read_histogram(pixels, threads, {}).colors);
    }
  }
}

}  // namespace
}  // namespace color_clusters
