// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/histogram/byte_color_counter.h"

#include <cstdint>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

using Bytes = std::vector<std::uint8_t>;
using Counts = std::map<std::array<int, 3>, double>;

/// The histogram as a map from 8-bit color to pixels.
Counts counts(const ColorHistogram& histogram) {
  Counts result;
  for (std::size_t i = 0; i < histogram.colors.size(); ++i) {
    std::array<int, 3> key{};
    for (std::size_t c = 0; c < 3; ++c) {
      const float value = histogram.colors[i][c] * 255.0F;
      key[c] = static_cast<int>(value + 0.5F);
      EXPECT_FLOAT_EQ(value, static_cast<float>(key[c]));
    }
    result[key] += histogram.weights[i] / histogram.pixel_weight;
  }
  return result;
}

TEST(ByteColorCounter, EmptyHasNoColors) {
  const ColorHistogram histogram = ByteColorCounter().histogram();
  EXPECT_TRUE(histogram.empty());
  EXPECT_EQ(histogram.distinct_colors, 0U);
  EXPECT_EQ(histogram.total_weight, 0.0);
  EXPECT_EQ(histogram.pixels, 0U);
}

TEST(ByteColorCounter, CountsOpaquePixels) {
  ByteColorCounter counter;
  counter.add(Bytes{1, 2, 3, 255, 0, 9, 1, 2, 3});
  EXPECT_EQ(counts(counter.histogram()), (Counts{{{1, 2, 3}, 2.0}, {{255, 0, 9}, 1.0}}));
  EXPECT_EQ(counter.histogram().distinct_colors, 2U);
  EXPECT_EQ(counter.histogram().pixels, 3U);
}

TEST(ByteColorCounter, WeighsByAlphaTimesMask) {
  ByteColorCounter counter;
  counter.add_weighted(Bytes{1, 1, 1, 255, 2, 2, 2, 51, 3, 3, 3, 51}, Bytes{255, 255, 51});
  const Counts found = counts(counter.histogram());
  EXPECT_DOUBLE_EQ(found.at({1, 1, 1}), 1.0);
  EXPECT_DOUBLE_EQ(found.at({2, 2, 2}), 0.2);
  EXPECT_DOUBLE_EQ(found.at({3, 3, 3}), 0.04);
  EXPECT_EQ(counter.histogram().pixels, 3U);
}

TEST(ByteColorCounter, PixelsAreThoseWithAnyWeight) {
  ByteColorCounter counter;
  counter.add_weighted(Bytes{1, 1, 1, 0, 2, 2, 2, 255, 3, 3, 3, 1, 3, 3, 3, 255, 4, 4, 4, 255},
                       Bytes{255, 0, 1, 1, 255});
  EXPECT_EQ(counter.histogram().pixels, 3U);
}

TEST(ByteColorCounter, TransparentAndUnselectedPixelsCountNothing) {
  ByteColorCounter counter;
  counter.add_weighted(Bytes{1, 1, 1, 0, 2, 2, 2, 255}, Bytes{255, 0});
  EXPECT_TRUE(counter.histogram().empty());
}

TEST(ByteColorCounter, NoMaskSelectsEverything) {
  ByteColorCounter counter;
  counter.add_weighted(Bytes{7, 8, 9, 255}, {});
  EXPECT_EQ(counts(counter.histogram()), (Counts{{{7, 8, 9}, 1.0}}));
}

TEST(ByteColorCounter, CountsMorePixelsOfAColorThanASumHolds) {
  // A sum of 8 bits is full after 255 pixels.
  constexpr std::size_t many = std::size_t{1} << 21U;
  for (const std::size_t pixels : {255U, 256U, 257U, 510U, 511U, 65536U, 1000001U}) {
    ByteColorCounter counter(many);
    counter.add(Bytes(3 * pixels, 128));
    EXPECT_EQ(counts(counter.histogram()),
              (Counts{{{128, 128, 128}, static_cast<double>(pixels)}}));

    // Another counter, with the same color, a neighbor of it, and some far away.
    ByteColorCounter other(many);
    other.add(Bytes{128, 128, 128, 1, 2, 3});
    other.add(Bytes(3 * (pixels + 2), 9));
    other.add(Bytes(3 * (pixels + 3), 250));
    Bytes neighbor;
    for (std::size_t i = 0; i < 2 * pixels; ++i) neighbor.insert(neighbor.end(), {128, 129, 128});
    other.add(neighbor);
    other.merge(std::move(counter));
    EXPECT_EQ(counts(other.histogram(2)),
              (Counts{{{128, 128, 128}, static_cast<double>(pixels + 1)},
                      {{128, 129, 128}, static_cast<double>(2 * pixels)},
                      {{1, 2, 3}, 1.0},
                      {{9, 9, 9}, static_cast<double>(pixels + 2)},
                      {{250, 250, 250}, static_cast<double>(pixels + 3)}}));
  }
}

TEST(ByteColorCounter, AddsUpMoreWeightThanASumHolds) {
  // A sum of 32 bits is full after 66,312 pixels of the weight 254 × 255.
  ByteColorCounter counter;
  Bytes row;
  for (int i = 0; i < 1000; ++i) row.insert(row.end(), {200, 210, 220, 254});
  for (int i = 0; i < 200; ++i) counter.add_weighted(row, {});
  const ColorHistogram histogram = counter.histogram();
  ASSERT_EQ(histogram.weights.size(), 1U);
  EXPECT_EQ(histogram.weights[0], 200000.0 * 254.0 * 255.0);
}

TEST(ByteColorCounter, ManyPixelsAreCountedLikeFew) {
  std::mt19937 random(2);
  Bytes pixels(3 * 100000);
  for (std::uint8_t& byte : pixels) byte = static_cast<std::uint8_t>(random() % 64);
  ByteColorCounter few;
  few.add(pixels);
  const ColorHistogram expected = few.histogram();
  ByteColorCounter many;
  for (int i = 0; i < 16; ++i) many.add(pixels);
  const ColorHistogram actual = many.histogram();
  EXPECT_EQ(actual.colors, expected.colors);
  EXPECT_EQ(actual.total_weight, 16 * expected.total_weight);
  for (std::size_t i = 0; i < expected.weights.size(); ++i) {
    ASSERT_EQ(actual.weights[i], 16 * expected.weights[i]);
  }
}

TEST(ByteColorCounter, ExpectedPixelsChangeNoBit) {
  Bytes pixels;
  for (std::uint32_t i = 0; i < 3 * 5000; ++i) {
    pixels.push_back(static_cast<std::uint8_t>(i * i >> 4U));
  }
  ByteColorCounter unprepared;
  unprepared.add(pixels);
  ByteColorCounter prepared(100'000'000);
  EXPECT_TRUE(prepared.histogram().empty());
  prepared.add(pixels);
  EXPECT_EQ(prepared.histogram().colors, unprepared.histogram().colors);
  EXPECT_EQ(prepared.histogram().weights, unprepared.histogram().weights);
}

TEST(ByteColorCounter, OpaqueAndWeightedPixelsAddUp) {
  ByteColorCounter counter;
  counter.add(Bytes{9, 9, 9});
  counter.add_weighted(Bytes{9, 9, 9, 51}, {});
  counter.add(Bytes{9, 9, 9, 3, 3, 3});
  const Counts found = counts(counter.histogram());
  EXPECT_DOUBLE_EQ(found.at({9, 9, 9}), 2.2);
  EXPECT_DOUBLE_EQ(found.at({3, 3, 3}), 1.0);
  EXPECT_EQ(counter.histogram().pixels, 4U);
}

TEST(ByteColorCounter, NumberOfThreadsChangesNoBit) {
  std::mt19937 random(3);
  ByteColorCounter counter;
  Bytes pixels(3 * 500000);
  for (int i = 0; i < 4; ++i) {
    for (std::uint8_t& byte : pixels) byte = static_cast<std::uint8_t>(random() % 200);
    counter.add(pixels);
  }
  const ColorHistogram one = counter.histogram(1);
  const ColorHistogram three = counter.histogram(3);
  EXPECT_EQ(one.colors, three.colors);
  EXPECT_EQ(one.weights, three.weights);
  EXPECT_EQ(one.total_weight, three.total_weight);
  EXPECT_EQ(one.pixels, 2000000U);
  EXPECT_EQ(three.pixels, 2000000U);
}

TEST(ByteColorCounter, MergedCountersKnowWhatOneWouldKnow) {
  std::mt19937 random(1);
  Bytes pixels(4 * 30000);
  for (std::uint8_t& byte : pixels) byte = static_cast<std::uint8_t>(random());
  ByteColorCounter whole;
  whole.add_weighted(pixels, {});
  ByteColorCounter first;
  ByteColorCounter second;
  first.add_weighted(std::span(pixels).first(4 * 7000), {});
  second.add_weighted(std::span(pixels).subspan(4 * 7000), {});
  second.merge(std::move(first));
  const ColorHistogram a = whole.histogram();
  const ColorHistogram b = second.histogram();
  EXPECT_EQ(a.colors, b.colors);
  EXPECT_EQ(a.weights, b.weights);
  EXPECT_EQ(a.total_weight, b.total_weight);
  EXPECT_EQ(a.pixels, b.pixels);
}

TEST(ByteColorCounter, NeighborsInColorAreNeighborsInTheList) {
  ByteColorCounter counter;
  counter.add(Bytes{255, 255, 255, 0, 0, 0, 254, 254, 254, 1, 1, 1});
  const ColorHistogram histogram = counter.histogram();
  ASSERT_EQ(histogram.colors.size(), 4U);
  EXPECT_LT(histogram.colors[1][0], 0.5F);
  EXPECT_GT(histogram.colors[2][0], 0.5F);
}

TEST(ByteColorCounter, VeryManyColorsAreKeptAsExactMeansOfBins) {
  // Every second red value, all greens, half the blues: 128 × 256 × 128 = 4,194,304 colors.
  ByteColorCounter counter;
  Bytes row;
  for (int r = 0; r < 256; r += 2) {
    row.clear();
    for (int g = 0; g < 256; ++g) {
      for (int b = 0; b < 128; ++b) {
        row.insert(row.end(), {static_cast<std::uint8_t>(r), static_cast<std::uint8_t>(g),
                               static_cast<std::uint8_t>(b)});
      }
    }
    counter.add(row);
  }
  const ColorHistogram histogram = counter.histogram();
  EXPECT_EQ(histogram.distinct_colors, 4194304U);
  EXPECT_EQ(histogram.colors.size(), 1048576U);
  EXPECT_EQ(histogram.total_weight, 4194304.0 * histogram.pixel_weight);
  // The first bin holds red 0, green 0 and 1, blue 0 and 1.
  EXPECT_FLOAT_EQ(histogram.colors[0][0], 0.0F);
  EXPECT_FLOAT_EQ(histogram.colors[0][1], 0.5F / 255.0F);
  EXPECT_FLOAT_EQ(histogram.colors[0][2], 0.5F / 255.0F);
  EXPECT_EQ(histogram.weights[0], 4.0 * histogram.pixel_weight);
}

}  // namespace
}  // namespace color_clusters
