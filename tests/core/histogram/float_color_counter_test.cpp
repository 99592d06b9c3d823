// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/histogram/float_color_counter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/histogram/pixel_weight.h"

namespace color_clusters {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

ColorHistogram count(const std::vector<float>& rgba, const std::vector<float>& mask = {}) {
  FloatColorCounter counter;
  counter.add(rgba, mask);
  return counter.histogram();
}

/// Colors between 0 and `range` with any alpha.
std::vector<float> noise(std::size_t pixels, unsigned seed, float range) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> value(0.0F, 1.0F);
  std::vector<float> rgba(4 * pixels);
  for (std::size_t i = 0; i < rgba.size(); ++i) {
    rgba[i] = value(random) * (i % 4 == 3 ? 1.0F : range);
  }
  return rgba;
}

TEST(FloatColorCounter, EmptyHasNoColors) { EXPECT_TRUE(count({}).empty()); }

TEST(FloatColorCounter, OneColorKeepsItsExactValue) {
  const ColorHistogram histogram =
      count({0.1234567F, -0.2F, 3.75F, 1.0F, 0.1234567F, -0.2F, 3.75F, 1.0F});
  ASSERT_EQ(histogram.colors.size(), 1U);
  EXPECT_EQ(histogram.colors[0], (Color{0.1234567F, -0.2F, 3.75F}));
  EXPECT_DOUBLE_EQ(histogram.weights[0] / histogram.pixel_weight, 2.0);
}

TEST(FloatColorCounter, WeighsByAlphaTimesMask) {
  const ColorHistogram histogram = count({0, 0, 0, 0.5F, 1, 1, 1, 1}, {0.5F, 1.0F});
  ASSERT_EQ(histogram.colors.size(), 2U);
  EXPECT_NEAR(histogram.weights[0] / histogram.pixel_weight, 0.25, 1e-5);
  EXPECT_NEAR(histogram.weights[1] / histogram.pixel_weight, 1.0, 1e-5);
  EXPECT_EQ(histogram.pixels, 2U);
}

TEST(FloatColorCounter, PixelsAreThoseWithAnyWeight) {
  const float nan = std::nanf("");
  const ColorHistogram histogram =
      count({1, 1, 1, 0, 2, 2, 2, 1, 3, 3, 3, 1, 3, 3, 3, 0.1F, nan, 1, 1, 1}, {1, 0, 0.1F, 1, 1});
  EXPECT_EQ(histogram.pixels, 2U);
  EXPECT_EQ(histogram.distinct_colors, 1U);
}

TEST(FloatColorCounter, TransparentPixelsAndWhatIsNoNumberCountNothing) {
  EXPECT_TRUE(count({0.5F, 0.5F, 0.5F, 0.0F}).empty());
  EXPECT_TRUE(count({0.5F, 0.5F, 0.5F, -1.0F}).empty());
  EXPECT_TRUE(count({0.5F, 0.5F, 0.5F, std::nanf("")}).empty());
  EXPECT_TRUE(count({std::nanf(""), 0.5F, 0.5F, 1.0F}).empty());
  EXPECT_TRUE(count({0.5F, 0.5F, 0.5F, 1.0F}, {0.0F}).empty());
}

TEST(FloatColorCounter, InfiniteValuesCountNothing) {
  const ColorHistogram histogram = count({infinity, 0, 0, 1, 0, -infinity, 0, 1, 0.5F, 0.5F, 0.5F,
                                          1, infinity, infinity, infinity, 1});
  ASSERT_EQ(histogram.colors.size(), 1U);
  EXPECT_EQ(histogram.colors[0], (Color{0.5F, 0.5F, 0.5F}));
  EXPECT_EQ(histogram.total_weight, histogram.pixel_weight);
}

TEST(FloatColorCounter, ValuesOfAnySizeCountUpToTheLargest) {
  const ColorHistogram histogram = count({1e30F, -1e30F, 5000, 1});
  ASSERT_EQ(histogram.colors.size(), 1U);
  EXPECT_EQ(histogram.colors[0], (Color{0x1p20F, -0x1p20F, 5000}));
}

TEST(FloatColorCounter, TellsSixteenBitStepsApart) {
  std::vector<float> rgba;
  for (int i = 0; i < 256; ++i) {
    const float value = static_cast<float>(32000 + i) / 65535.0F;
    rgba.insert(rgba.end(), {value, value, value, 1.0F});
  }
  EXPECT_EQ(count(rgba).distinct_colors, 256U);
}

TEST(FloatColorCounter, TellsHighlightsApart) {
  const std::vector<float> values{1.0F,  1.0001F, 1.5F,    3.0F,    20.0F,
                                  21.0F, 120.0F,  5000.0F, 5001.0F, -5.0F};
  std::vector<float> rgba;
  for (const float value : values) rgba.insert(rgba.end(), {value, 1.0F, 1.0F, 1.0F});
  EXPECT_EQ(count(rgba).distinct_colors, values.size());
}

TEST(FloatColorCounter, ManyColorsAreKeptInBinsWithExactMeans) {
  std::vector<float> rgba = noise(300000, 1, 1.0F / 64.0F);
  double sum = 0.0;
  for (std::size_t i = 0; i < rgba.size(); i += 4) {
    rgba[i + 3] = 1.0F;
    sum += static_cast<double>(rgba[i]);
  }
  const ColorHistogram histogram = count(rgba);
  EXPECT_LE(histogram.colors.size(), std::size_t{1} << 18U);
  EXPECT_GT(histogram.colors.size(), std::size_t{1} << 15U);
  EXPECT_DOUBLE_EQ(histogram.total_weight, 300000.0 * histogram.pixel_weight);
  double binned_sum = 0.0;
  for (std::size_t i = 0; i < histogram.colors.size(); ++i) {
    binned_sum += histogram.weights[i] * static_cast<double>(histogram.colors[i][0]);
  }
  EXPECT_NEAR(binned_sum / histogram.total_weight, sum / 300000.0, 1e-8);
}

TEST(FloatColorCounter, NarrowRangesStayFineWhenThereAreManyColors) {
  std::vector<float> rgba = noise(400000, 2, 1.0F / 255.0F);
  for (std::size_t i = 0; i < rgba.size(); ++i) {
    rgba[i] = i % 4 == 3 ? 1.0F : 0.5F + rgba[i];
  }
  EXPECT_GT(count(rgba).colors.size(), 10000U);
}

TEST(FloatColorCounter, OrderAndSharingOutDoNotMatter) {
  const std::vector<float> rgba = noise(300000, 3, 1.0F / 64.0F);
  FloatColorCounter whole;
  whole.add(rgba, {});
  FloatColorCounter parts[3];
  const std::span<const float> pixels(rgba);
  parts[2].add(pixels.first(4 * 1000), {});
  parts[0].add(pixels.subspan(4 * 1000, 4 * 270000), {});
  parts[1].add(pixels.subspan(4 * 271000), {});
  parts[2].merge(parts[1]);
  parts[2].merge(parts[0]);
  const ColorHistogram a = whole.histogram();
  const ColorHistogram b = parts[2].histogram();
  EXPECT_EQ(a.colors, b.colors);
  EXPECT_EQ(a.weights, b.weights);
  EXPECT_EQ(a.pixels, b.pixels);
}

/// More pixels than are kept, in more colors than there are narrow bins for; some are highlights.
std::vector<float> large_noise() {
  std::vector<float> rgba = noise(700000, 4, 1.0F);
  for (std::size_t i = 0; i < rgba.size(); i += 52) rgba[i] = 1.0F + 3.0F * rgba[i];
  return rgba;
}

constexpr std::size_t many_pixels = 30000000;

void expect_same(const ColorHistogram& a, const ColorHistogram& b) {
  EXPECT_TRUE(a.colors == b.colors);
  EXPECT_TRUE(a.weights == b.weights);
  EXPECT_EQ(a.total_weight, b.total_weight);
  EXPECT_EQ(a.pixels, b.pixels);
}

TEST(FloatColorCounter, OrderAndSharingOutDoNotMatterInALargePicture) {
  const std::vector<float> rgba = large_noise();
  FloatColorCounter whole(many_pixels);
  whole.add(rgba, {});
  const ColorHistogram expected = whole.histogram();
  EXPECT_GT(expected.colors.size(), std::size_t{1} << 18U);
  EXPECT_LE(expected.colors.size(), std::size_t{1} << 20U);
  expect_same(whole.histogram(3), expected);

  const std::span<const float> pixels(rgba);
  for (const std::size_t first : {1000U, 250000U, 400000U, 690000U}) {
    SCOPED_TRACE(first);
    FloatColorCounter a(many_pixels);
    FloatColorCounter b(many_pixels);
    a.add(pixels.first(4 * first), {});
    for (std::size_t i = rgba.size() / 4; i > first; --i) b.add(pixels.subspan(4 * i - 4, 4), {});
    b.merge(a);
    expect_same(b.histogram(2), expected);
  }
}

TEST(FloatColorCounter, MeansStayExactInALargePicture) {
  std::vector<float> rgba = noise(300000, 5, 0.5F);
  for (std::size_t i = 0; i < rgba.size(); ++i) rgba[i] = 0.375F + 0.5F * rgba[i];
  const Color often{0.1234567F, 0.2F, 0.3F};
  const Color white{1.0F, 1.0F, 1.0F};
  for (int i = 0; i < 20000; ++i) {
    for (const Color& color : {often, white}) {
      rgba.insert(rgba.end(), {color[0], color[1], color[2], 1.0F});
    }
  }
  FloatColorCounter counter(many_pixels);
  counter.add(rgba, {});
  FloatColorCounter twice(many_pixels);
  twice.merge(counter);
  twice.merge(counter);
  for (const auto& [found, pixels] :
       {std::pair(counter.histogram(), 20000.0), std::pair(twice.histogram(), 40000.0)}) {
    for (const Color& color : {often, white}) {
      const auto at = std::ranges::find(found.colors, color);
      ASSERT_NE(at, found.colors.end());
      EXPECT_EQ(found.weights[static_cast<std::size_t>(at - found.colors.begin())],
                pixels * found.pixel_weight);
    }
  }
}

void expect_equal(const ColorHistogram& a, const ColorHistogram& b) {
  EXPECT_EQ(a.colors, b.colors);
  EXPECT_EQ(a.weights, b.weights);
  EXPECT_EQ(a.pixels, b.pixels);
  EXPECT_EQ(a.distinct_colors, b.distinct_colors);
  EXPECT_EQ(a.total_weight, b.total_weight);
}

TEST(FloatColorCounter, PixelsOfOneColorCanBeCountedTogether) {
  const std::vector<std::array<float, 3>> colors{
      {0.1234567F, 0.5F, 0.999F}, {-0.25F, 3.5F, 0.0F}, {1e30F, -1e30F, 0.3F}};
  FloatColorCounter one_by_one;
  FloatColorCounter together;
  for (std::size_t n = 0; n < colors.size(); ++n) {
    const auto& [r, g, b] = colors[n];
    for (std::size_t i = 0; i < 1000 + n; ++i) one_by_one.add(std::vector{r, g, b, 1.0F}, {});
    together.add_color(colors[n], (1000 + n) * 65025, 1000 + n);
  }
  expect_equal(together.histogram(), one_by_one.histogram());
}

TEST(FloatColorCounter, OpaquePixelsInCellsWeighAsMuchAsOthers) {
  std::vector<float> rgba = large_noise();
  // At the borders of cells, and what has no cell or less weight.
  for (std::size_t i = 0; i < 4000; ++i) {
    rgba[4 * i + i % 3] = (static_cast<float>(i % 256) + 0.5F) / 255.0F;
    if (i % 5 == 0) rgba[4 * i + i % 3] = i % 2 == 0 ? -0.0019F : 1.0019F;
    if (i % 9 == 0) rgba[4 * i + 3] = 0.5F;
    if (i % 77 == 0) rgba[4 * i + 1] = std::numeric_limits<float>::infinity();
    if (i % 81 == 0) rgba[4 * i + 2] = -1.0F;
  }
  FloatColorCounter together(many_pixels, true);
  together.add(rgba, {});
  FloatColorCounter selected(many_pixels, true);
  selected.add(rgba, std::vector<float>(rgba.size() / 4, 1.0F));
  FloatColorCounter one_by_one(many_pixels, true);
  for (std::size_t i = 0; i < rgba.size(); i += 4) {
    const Color color{rgba[i], rgba[i + 1], rgba[i + 2]};
    const std::uint32_t weight = pixel_weight(rgba[i + 3], 1.0F);
    if (has_color(color.data())) one_by_one.add_color(color, weight, 1);
  }
  expect_same(together.histogram(), one_by_one.histogram());
  expect_same(selected.histogram(), one_by_one.histogram());
}

TEST(FloatColorCounter, PixelsOfOneColorCanWeighAnything) {
  constexpr std::uint64_t weight = (std::uint64_t{5} << 42U) + 12345;
  FloatColorCounter counter;
  counter.add_color({0.7F, -123456.7F, 0x1p17F}, weight, 1U << 30U);
  counter.add_color({0.2F, 0.2F, 0.2F}, 0, 0);
  const ColorHistogram histogram = counter.histogram();
  ASSERT_EQ(histogram.colors.size(), 1U);
  EXPECT_EQ(histogram.colors[0], (Color{0.7F, -123456.7F, 0x1p17F}));
  EXPECT_EQ(histogram.weights[0], static_cast<double>(weight));
  EXPECT_EQ(histogram.pixels, std::size_t{1} << 30U);
}

TEST(FloatColorCounter, WhatIsKnownOfThePictureChangesNothing) {
  // 40,000 colors that 8 bits tell apart, with pixels a little beside them, and highlights.
  std::vector<float> rgba;
  for (unsigned i = 0; i < 200000; ++i) {
    const auto level = [&](unsigned value) {
      return (static_cast<float>(value % 255) + static_cast<float>(i % 5) * 0.05F) / 255.0F;
    };
    rgba.insert(rgba.end(), {level(i % 200), level(i / 200 % 200), level(i % 7), 1.0F});
  }
  rgba.insert(rgba.end(), {2.5F, 1.0F, 0.5F, 1.0F});
  constexpr std::size_t large = 2000000;
  FloatColorCounter plain(large);
  FloatColorCounter told(large, true);
  for (FloatColorCounter* counter : {&plain, &told}) counter->add(rgba, {});
  expect_equal(told.histogram(), plain.histogram());
  FloatColorCounter merged(large, true);
  merged.merge(plain);
  expect_equal(merged.histogram(), plain.histogram());
}

}  // namespace
}  // namespace color_clusters
