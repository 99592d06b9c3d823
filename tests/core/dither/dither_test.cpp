// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dither/dither.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/color/cielab.h"
#include "core/color/nearest_color.h"
#include "core/color/srgb.h"
#include "dithered_pictures.h"

namespace color_clusters {
namespace {

using enum DitherMethod;
constexpr std::array<DitherMethod, 3> methods{floyd_steinberg, blue_noise, bayer};
constexpr std::array<const char*, 4> names{"none", "floyd-steinberg", "blue-noise", "bayer"};
const char* name_of(DitherMethod method) { return names[static_cast<std::size_t>(method)]; }

TEST(Dither, AllGraysKeepTheirMeanInBlackAndWhite) {
  const DitherPalette palette = black_and_white();
  for (const DitherMethod method : methods) {
    // The second is not a multiple of any pattern.
    for (const int side : {256, 187}) {
      for (int level = 0; level < 256; ++level) {
        const auto value = static_cast<float>(level);
        const Color gray = linear_from_srgb({value / 255, value / 255, value / 255});
        const Color mean = flat_mean(palette, side, gray, {.method = method});
        EXPECT_NEAR(mean[0], value, 1.0) << name_of(method) << ", side " << side;
      }
    }
  }
}

/// A color between four of a palette, chosen at random.
Color mixed(const DitherPalette& palette, std::mt19937& random) {
  std::array<double, 3> color{};
  double sum = 0.0;
  for (int part = 0; part < 4; ++part) {
    const auto weight = static_cast<double>(random() % 1000 + 1);
    const Color& one = palette.linear[random() % palette.linear.size()];
    for (std::size_t c = 0; c < 3; ++c) color[c] += weight * one[c];
    sum += weight;
  }
  Color result{};
  for (std::size_t c = 0; c < 3; ++c) result[c] = static_cast<float>(color[c] / sum);
  return result;
}

TEST(Dither, FlatColorsKeepTheirMean) {
  std::mt19937 random(3);
  for (const std::size_t count : {4U, 5U, 8U, 16U, 64U}) {
    const DitherPalette palette = random_palette(count, static_cast<unsigned>(count));
    for (int i = 0; i < 10; ++i) {
      const Color color = mixed(palette, random);
      const Color srgb = srgb_from_linear(color);
      for (const DitherMethod method : methods) {
        const Color mean = flat_mean(palette, 256, color, {.method = method});
        for (std::size_t c = 0; c < 3; ++c) {
          EXPECT_NEAR(mean[c], 255.0F * srgb[c], 1.0) << name_of(method) << ", " << count;
        }
      }
    }
  }
}

TEST(Dither, StrengthDrawsTheMeanToTheNearestColor) {
  // Black is nearest to this gray in CIE Lab.
  const Color gray = linear_from_srgb({0.4F, 0.4F, 0.4F});
  for (const DitherMethod method : methods) {
    for (const double strength : {0.1, 0.5, 0.9, 1.0}) {
      const Color mean =
          flat_mean(black_and_white(), 256, gray, {.method = method, .strength = strength});
      const auto light = static_cast<float>(strength) * gray[0];
      const Color expected = srgb_from_linear({light, light, light});
      EXPECT_NEAR(mean[0], 255.0F * expected[0], 1.0) << name_of(method) << " " << strength;
    }
  }
}

TEST(Dither, WithHardlyAnyStrengthItIsTheNearestColor) {
  const std::vector<Color> colors = waves(100, 80);
  std::vector<Color> metric(colors.size());
  to_lab(colors, metric);
  for (const std::size_t count : {1U, 2U, 16U, 256U}) {
    const DitherPalette palette = random_palette(count, 5);
    std::vector<std::uint16_t> nearest(colors.size());
    NearestColor(palette.metric).find(metric, nearest);
    for (const DitherMethod method : methods) {
      if (count > 1) {
        EXPECT_NE(dithered(palette, 100, colors, {.method = method}), nearest);
        const std::vector<std::uint16_t> weak =
            dithered(palette, 100, colors, {.method = method, .strength = 1e-3});
        std::size_t different = 0;
        for (std::size_t i = 0; i < weak.size(); ++i) different += weak[i] != nearest[i] ? 1 : 0;
        EXPECT_LT(different, weak.size() / 100) << name_of(method) << " " << count;
      }
    }
  }
}

TEST(Dither, ColorsOfThePaletteStayPure) {
  const DitherPalette palette = random_palette(16, 9);
  for (const DitherMethod method : methods) {
    for (std::uint16_t i = 0; i < 16; ++i) {
      const std::vector<Color> area(40 * 40, palette.linear[i]);
      const std::vector<std::uint16_t> expected(area.size(), i);
      EXPECT_EQ(dithered(palette, 40, area, {.method = method}), expected) << name_of(method);
    }
  }
}

TEST(Dither, OrderedMethodsUseOnlyColorsOfTheMix) {
  // Gray is between two grays, with black and white further away.
  const DitherPalette palette =
      palette_of({{0, 0, 0}, {0.2F, 0.2F, 0.2F}, {0.3F, 0.3F, 0.3F}, {1, 1, 1}});
  const std::vector<Color> area(64 * 64, Color{0.22F, 0.22F, 0.22F});
  for (const DitherMethod method : {blue_noise, bayer}) {
    const std::vector<std::uint16_t> result = dithered(palette, 64, area, {.method = method});
    EXPECT_EQ(std::ranges::count(result, 1) + std::ranges::count(result, 2), 64 * 64);
    EXPECT_NEAR(static_cast<double>(std::ranges::count(result, 2)), 0.2 * 64 * 64, 64.0);
  }
}

TEST(Dither, BayerIsTheKnownPattern) {
  // A quarter, half and three quarters of white.
  const std::array<std::array<std::uint16_t, 4>, 3> blocks{
      {{1, 0, 0, 0}, {1, 0, 0, 1}, {1, 1, 0, 1}}};
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const auto gray = static_cast<float>(i + 1) / 4.0F;
    const std::vector<Color> area(64, Color{gray, gray, gray});
    // The first ranks go to the darker color.
    const std::vector<std::uint16_t> result =
        dithered(black_and_white(), 8, area, {.method = bayer});
    for (std::size_t k = 0; k < result.size(); ++k) {
      const std::size_t place = 2 * (k / 8 % 2) + k % 2;
      EXPECT_EQ(result[k], 1 - blocks[2 - i][place]) << "gray " << gray << ", pixel " << k;
    }
  }
}

TEST(Dither, ColorsOutOfReachLeaveNoTraces) {
  // Whatever is on the left and above, gray comes out as gray.
  const Color gray{0.3F, 0.3F, 0.3F};
  for (const Color& glare : {Color{100, 100, 100}, Color{-5, -5, -5}, Color{30, 0, -2}}) {
    std::vector<Color> picture(300 * 300, gray);
    for (std::size_t i = 0; i < picture.size(); ++i) {
      if (i / 300 < 100 || i % 300 < 100) picture[i] = glare;
    }
    for (const DitherMethod method : methods) {
      const std::vector<std::uint16_t> result =
          dithered(black_and_white(), 300, picture, {.method = method});
      std::vector<std::uint16_t> near_edge;
      std::vector<std::uint16_t> far_away;
      for (std::size_t i = 0; i < result.size(); ++i) {
        const std::size_t x = i % 300;
        const std::size_t y = i / 300;
        if (x < 100 || y < 100) continue;
        (x < 108 || y < 108 ? near_edge : far_away).push_back(result[i]);
      }
      const float expected = 255.0F * srgb_from_linear(gray)[0];
      EXPECT_NEAR(seen_mean(black_and_white(), near_edge)[0], expected, 3.0) << name_of(method);
      EXPECT_NEAR(seen_mean(black_and_white(), far_away)[0], expected, 1.0) << name_of(method);
    }
  }
}

TEST(Dither, PlacesWithoutPixelStayAndPassNothingOn) {
  const DitherPalette palette = random_palette(8, 2);
  const std::vector<Color> colors = waves(90, 60);
  // A slanted gap, one pixel wide.
  const auto column = [](std::size_t i) {
    return static_cast<int>(i % 90) - static_cast<int>(i / 180);
  };
  std::vector<std::uint16_t> gap(colors.size());
  std::vector<Color> changed = colors;
  for (std::size_t i = 0; i < gap.size(); ++i) {
    // Two pixels where it steps aside: errors go down at a slant, too.
    if (column(i) == 40 || column(i) == 41) gap[i] = no_cluster;
    if (column(i) < 42) changed[i] = {0.5F, static_cast<float>(i % 7) / 7.0F, 0.1F};
  }
  for (const DitherMethod method : methods) {
    const auto before = dithered(palette, 90, colors, {.method = method}, gap);
    const auto after = dithered(palette, 90, changed, {.method = method}, gap);
    for (std::size_t i = 0; i < gap.size(); ++i) {
      EXPECT_EQ(before[i] == no_cluster, gap[i] == no_cluster);
      if (column(i) <= 41) continue;
      ASSERT_EQ(before[i], after[i]) << name_of(method) << ", pixel " << i;
    }
    EXPECT_NE(before, after);
  }
}

TEST(Dither, AreasBesideNoPixelKeepTheirMean) {
  // A disc.
  std::vector<std::uint16_t> places(256 * 256, no_cluster);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const int x = static_cast<int>(i % 256) - 128;
    const int y = static_cast<int>(i / 256) - 128;
    if (x * x + y * y < 120 * 120) places[i] = 0;
  }
  for (const float level : {5.0F, 30.0F, 128.0F, 250.0F}) {
    const Color gray = linear_from_srgb({level / 255, level / 255, level / 255});
    for (const DitherMethod method : methods) {
      std::vector<std::uint16_t> result =
          dithered(black_and_white(), 256, std::vector<Color>(places.size(), gray),
                   {.method = method}, places);
      std::erase(result, no_cluster);
      EXPECT_NEAR(seen_mean(black_and_white(), result)[0], level, 1.0) << name_of(method);
    }
  }
}

TEST(Dither, IsTheSameForAnyNumberOfThreadsAndRows) {
  const DitherPalette palette = random_palette(12, 4);
  // More pixels than are prepared at a time.
  const std::vector<Color> colors = waves(900, 400);
  for (const DitherMethod method : methods) {
    const std::vector<std::uint16_t> whole =
        dithered(palette, 900, colors, {.method = method, .strength = 0.8});
    EXPECT_EQ(dithered(palette, 900, colors, {.method = method, .strength = 0.8, .threads = 3}),
              whole);
    std::vector<std::uint16_t> pieces(colors.size());
    Ditherer ditherer(palette, 900, {.method = method, .strength = 0.8, .threads = 2});
    std::size_t row = 0;
    for (const std::size_t end : {1U, 2U, 2U, 37U, 400U}) {
      const std::size_t count = (end - row) * 900;
      ditherer.dither_rows(std::span(colors).subspan(row * 900, count),
                           std::span(pieces).subspan(row * 900, count));
      row = end;
    }
    EXPECT_EQ(pieces, whole) << name_of(method);
  }
}

TEST(Dither, NumbersOfColorsGiveWhatTheirColorsGive) {
  const DitherPalette palette = random_palette(12, 4);
  const std::vector<Color> colors = waves(300, 200);
  // Each color has two numbers, and some places no pixel.
  std::vector<std::uint32_t> numbers;
  std::vector<std::uint16_t> places;
  for (std::uint32_t i = 0; i < colors.size(); ++i) {
    numbers.push_back(2 * i + i % 2);
    places.push_back(i / 7 % 11 == 0 ? no_cluster : std::uint16_t{0});
  }
  const NumberedColors numbered{
      .count = 2 * colors.size(),
      .to_linear = [&](std::span<const std::uint32_t> from, std::span<Color> linear) {
        std::ranges::transform(from, linear.begin(), [&](auto i) { return colors[i / 2]; });
      }};
  for (const DitherMethod method : methods) {
    for (const int threads : {1, 3}) {
      const DitherOptions options{.method = method, .strength = 0.7, .threads = threads};
      std::vector<std::uint16_t> clusters = places;
      Ditherer(palette, numbered, 300, options).dither_rows(numbers, clusters);
      EXPECT_EQ(clusters, dithered(palette, 300, colors, options, places)) << name_of(method);
    }
  }
}

TEST(Dither, AnyNumbersAreColors) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  constexpr float nan = std::numeric_limits<float>::quiet_NaN();
  const std::array<float, 7> values{nan, infinity, -infinity, 1e38F, -1e-40F, 0.5F, 7.0F};
  std::vector<Color> colors;
  for (const float a : values) {
    for (const float b : values) {
      for (const float c : values) colors.push_back({a, b, c});
    }
  }
  const DitherPalette palette = random_palette(6, 6);
  for (const DitherMethod method : methods) {
    for (const double strength : {0.3, 1.0}) {
      for (const std::uint16_t cluster :
           dithered(palette, 49, colors, {.method = method, .strength = strength})) {
        EXPECT_LT(cluster, 6);
      }
    }
  }
}

TEST(Dither, OneColorAndTheMostColorsWork) {
  const std::vector<Color> colors = waves(20, 10);
  const DitherPalette one = palette_of({{0.1F, 0.2F, 0.3F}});
  const DitherPalette most = random_palette(65535, 1);
  for (const DitherMethod method : methods) {
    EXPECT_EQ(dithered(one, 20, colors, {.method = method}), std::vector<std::uint16_t>(200));
    for (const std::uint16_t cluster : dithered(most, 20, colors, {.method = method})) {
      EXPECT_NE(cluster, no_cluster);
    }
  }
}

TEST(Dither, NarrowPicturesWork) {
  for (const DitherMethod method : methods) {
    const std::vector<Color> column(4096, Color{0.25F, 0.25F, 0.25F});
    const auto result = dithered(black_and_white(), 1, column, {.method = method});
    if (method == floyd_steinberg) {
      EXPECT_NEAR(static_cast<double>(std::ranges::count(result, 1)), 1024.0, 2.0);
    }
    Ditherer(black_and_white(), 0, {.method = method}).dither_rows({}, {});
  }
}

TEST(Dither, RejectsBadInput) {
  const DitherPalette palette = black_and_white();
  EXPECT_THROW(Ditherer(palette, -1, {}), std::invalid_argument);
  EXPECT_THROW(Ditherer(palette, 1, {.method = none}), std::invalid_argument);
  EXPECT_THROW(Ditherer(palette, 1, {.strength = 0.0}), std::invalid_argument);
  EXPECT_THROW(Ditherer(palette, 1, {.strength = 1.1}), std::invalid_argument);
  EXPECT_THROW(Ditherer(palette, 1, {.strength = std::nan("")}), std::invalid_argument);
  DitherPalette uneven = palette;
  uneven.metric.pop_back();
  EXPECT_THROW(Ditherer(uneven, 1, {}), std::invalid_argument);
  for (const DitherMethod method : methods) {
    EXPECT_THROW(Ditherer(palette_of({}), 1, {.method = method}), std::invalid_argument);
  }
  Ditherer ditherer(palette, 3, {});
  const std::vector<Color> colors(6);
  std::vector<std::uint16_t> clusters(6);
  EXPECT_THROW(ditherer.dither_rows(colors, std::span(clusters).first(3)), std::invalid_argument);
  EXPECT_THROW(ditherer.dither_rows(std::span(colors).first(4), std::span(clusters).first(4)),
               std::invalid_argument);
}

}  // namespace
}  // namespace color_clusters
