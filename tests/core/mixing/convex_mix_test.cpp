// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mixing/convex_mix.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <random>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/parallel.h"
#include "tests/core/color/random_colors.h"
#include "tests/core/mixing/mix_weights.h"

namespace color_clusters {
namespace {

using Point = std::array<double, 3>;

Point mean_of(const ConvexMix& mix, const std::vector<Color>& palette) {
  Point mean{};
  for (std::size_t i = 0; i < mix.count; ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      mean[c] += mix.parts[i].weight * palette[mix.parts[i].color][c];
    }
  }
  return mean;
}

double squared_distance_to(const Point& point, const Color& color) {
  double sum = 0.0;
  for (std::size_t c = 0; c < 3; ++c) sum += (point[c] - color[c]) * (point[c] - color[c]);
  return sum;
}

double cost_of(const ConvexMix& mix, const std::vector<Color>& palette, const Color& color) {
  double cost = 0.0;
  for (std::size_t i = 0; i < mix.count; ++i) {
    cost += mix.parts[i].weight * squared_distance(palette[mix.parts[i].color], color);
  }
  return cost;
}

void expect_valid(const ConvexMix& mix, std::size_t color_count) {
  double sum = 0.0;
  ASSERT_GE(mix.count, 1U);
  ASSERT_LE(mix.count, 4U);
  for (std::size_t i = 0; i < mix.count; ++i) {
    EXPECT_GT(mix.parts[i].weight, 0.0);
    EXPECT_LT(mix.parts[i].color, color_count);
    sum += mix.parts[i].weight;
  }
  EXPECT_NEAR(sum, 1.0, 1e-12);
  EXPECT_EQ(weights_of(mix).size(), mix.count) << "a color is there twice";
}

double determinant(const Point& a, const Point& b, const Point& c) {
  return a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) +
         a[2] * (b[0] * c[1] - b[1] * c[0]);
}

/// Weights of four colors whose mean is a fifth, by Cramer's rule.
std::array<double, 4> barycentric(const std::array<Color, 4>& corners, const Color& color) {
  const auto side = [&](const Color& to) {
    return Point{static_cast<double>(to[0]) - corners[0][0],
                 static_cast<double>(to[1]) - corners[0][1],
                 static_cast<double>(to[2]) - corners[0][2]};
  };
  const Point a = side(corners[1]);
  const Point b = side(corners[2]);
  const Point c = side(corners[3]);
  const Point p = side(color);
  const double whole = determinant(a, b, c);
  const double wa = determinant(p, b, c) / whole;
  const double wb = determinant(a, p, c) / whole;
  const double wc = determinant(a, b, p) / whole;
  return {1.0 - wa - wb - wc, wa, wb, wc};
}

/// The least cost of all mixes of four colors, or infinity where there are none.
double least_cost(const std::vector<Color>& palette, const Color& color) {
  double least = std::numeric_limits<double>::infinity();
  const std::size_t n = palette.size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      for (std::size_t k = j + 1; k < n; ++k) {
        for (std::size_t l = k + 1; l < n; ++l) {
          const std::array<Color, 4> corners{palette[i], palette[j], palette[k], palette[l]};
          const std::array<double, 4> weights = barycentric(corners, color);
          if (*std::ranges::min_element(weights) < 0.0) continue;
          double cost = 0.0;
          for (std::size_t m = 0; m < 4; ++m) {
            cost += weights[m] * squared_distance(corners[m], color);
          }
          least = std::min(least, cost);
        }
      }
    }
  }
  return least;
}

TEST(ConvexMix, BlackAndWhiteMakeGrays) {
  const ConvexMixer mixer(std::vector<Color>{{0, 0, 0}, {1, 1, 1}});
  for (int i = 0; i <= 1000; ++i) {
    const float gray = static_cast<float>(i) / 1000.0F;
    const ConvexMix mix = mixer.find({gray, gray, gray});
    std::map<int, double> weights = weights_of(mix);
    EXPECT_NEAR(weights[1], gray, 1e-9);
    EXPECT_NEAR(weights[0], 1.0 - gray, 1e-9);
    EXPECT_EQ(mix.count, i == 0 || i == 1000 ? 1U : 2U);
  }
}

TEST(ConvexMix, GraysAreMixedFromTheNearestOnes) {
  std::vector<Color> palette;
  for (const float gray : {1.0F, 0.0F, 0.25F, 0.75F, 0.5F}) palette.push_back({gray, gray, gray});
  const ConvexMixer mixer(palette);
  const std::map<int, double> expected{{4, 0.6}, {3, 0.4}};
  for (const float tint : {0.0F, 0.003F}) {
    // With a tint it is outside the hull, which is a line.
    const ConvexMix mix = mixer.find({0.6F + tint, 0.6F - tint, 0.6F});
    const std::map<int, double> weights = weights_of(mix);
    ASSERT_EQ(weights.size(), 2U);
    EXPECT_NEAR(weights.at(4), expected.at(4), 1e-6);
    EXPECT_NEAR(weights.at(3), expected.at(3), 1e-6);
  }
}

/// On a line in linear light, as nearly as floats can be.
Color tint(double light) {
  return {static_cast<float>(0.05 + 0.8 * light), static_cast<float>(0.04 + 0.5 * light),
          static_cast<float>(0.03 + 0.3 * light)};
}

TEST(ConvexMix, TintsAreMixedFromTheNearestOnes) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> light(0.0, 1.0);
  for (const std::size_t count : {8U, 64U, 256U}) {
    std::vector<double> lights(count);
    for (double& value : lights) value = light(random);
    std::ranges::sort(lights);
    std::vector<Color> palette;
    std::ranges::transform(lights, std::back_inserter(palette), tint);
    const ConvexMixer mixer(palette);
    for (int i = 0; i < 200; ++i) {
      const double wanted = std::clamp(light(random), lights.front(), lights.back());
      double mean = 0.0;
      const ConvexMix mix = mixer.find(tint(wanted));
      const auto weights = weights_of(mix);
      for (const auto& [color, weight] : weights) {
        mean += weight * lights[static_cast<std::size_t>(color)];
      }
      EXPECT_NEAR(mean, wanted, 1e-6);
      EXPECT_LE(weights.rbegin()->first - weights.begin()->first, 1) << count;
    }
  }
}

TEST(ConvexMix, WorksWhereColorsAreAlmostOnAPlane) {
  const std::vector<Color> palette{{-0.326781F, -0.100763F, 9.02427e-12F},
                                   {-0.5F, -0.162522F, 1.25158e-12F},
                                   {-0.429379F, -0.152062F, -5.31384e-12F},
                                   {0.407392F, -0.312627F, 7.03615e-12F},
                                   {0.5F, 0.312627F, -9.02427e-12F}};
  const ConvexMixer mixer(palette);
  const Color color{0.302879F, 0.100477F, -4.32544e-10F};
  const Point mean = mean_of(mixer.find(color), palette);
  for (std::size_t c = 0; c < 3; ++c) EXPECT_NEAR(mean[c], color[c], 1e-6);
}

TEST(ConvexMix, AColorOfThePaletteIsItself) {
  const std::vector<Color> palette = random_colors(100, -1.0F, 2.0F, 1);
  const ConvexMixer mixer(palette);
  for (std::size_t i = 0; i < palette.size(); ++i) {
    const ConvexMix mix = mixer.find(palette[i]);
    ASSERT_EQ(mix.count, 1U);
    EXPECT_EQ(mix.parts[0].color, i);
  }
}

TEST(ConvexMix, IsTheCheapestOfAllMixes) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    const std::vector<Color> palette = random_colors(12, 0.0F, 1.0F, seed);
    const ConvexMixer mixer(palette);
    int inside = 0;
    for (const Color& color : random_colors(400, 0.2F, 0.8F, 100 + seed)) {
      const ConvexMix mix = mixer.find(color);
      expect_valid(mix, palette.size());
      const double least = least_cost(palette, color);
      if (!std::isfinite(least)) continue;
      ++inside;
      EXPECT_LT(squared_distance_to(mean_of(mix, palette), color), 1e-14);
      EXPECT_NEAR(cost_of(mix, palette, color), least, 1e-9);
    }
    EXPECT_GT(inside, 50);
  }
}

TEST(ConvexMix, IsTheCheapestWhereColorsAreOnPlanesAndSpheres) {
  for (const unsigned seed : {1U, 2U, 3U, 4U, 5U, 6U}) {
    std::mt19937 random(seed);
    std::vector<Color> palette(14);
    for (Color& color : palette) {
      for (float& value : color) value = static_cast<float>(random() % (2 + seed)) / 7.0F;
    }
    const ConvexMixer mixer(palette);
    for (const Color& color : random_colors(2000, 0.0F, 0.8F, 100 + seed)) {
      const ConvexMix mix = mixer.find(color);
      expect_valid(mix, palette.size());
      const double least = least_cost(palette, color);
      if (!std::isfinite(least)) continue;
      EXPECT_NEAR(cost_of(mix, palette, color), least, 1e-8);
    }
  }
}

TEST(ConvexMix, OutsideItIsForTheNearestPointOfTheHull) {
  for (const std::size_t count : {2U, 3U, 4U, 16U, 256U}) {
    const std::vector<Color> palette = random_colors(count, 0.0F, 1.0F, 7);
    const ConvexMixer mixer(palette);
    for (const Color& color : random_colors(1000, -0.5F, 1.5F, 8)) {
      const ConvexMix mix = mixer.find(color);
      expect_valid(mix, palette.size());
      const Point mean = mean_of(mix, palette);
      // It is the nearest one if no color of the palette is on this side of the plane through it.
      for (const Color& other : palette) {
        double beyond = 0.0;
        for (std::size_t c = 0; c < 3; ++c) beyond += (mean[c] - color[c]) * (other[c] - mean[c]);
        EXPECT_GT(beyond, -1e-6);
      }
    }
  }
}

TEST(ConvexMix, ItDoesNotMatterWhatWasAskedBefore) {
  // The last one has colors on lines, on planes, and twice.
  std::vector<std::vector<Color>> palettes;
  for (const std::size_t count : {1U, 2U, 3U, 4U, 16U, 256U}) {
    palettes.push_back(random_colors(count, 0.1F, 0.9F, static_cast<unsigned>(count)));
  }
  std::vector<Color> regular;
  for (unsigned i = 0; i < 54; ++i) {
    const auto third = [&](unsigned part) { return static_cast<float>(i / part % 3) / 2.0F; };
    regular.push_back({third(1), third(3), third(9)});
  }
  palettes.push_back(regular);
  for (const std::vector<Color>& palette : palettes) {
    std::vector<Color> colors = random_colors(3000, -0.2F, 1.2F, 9);
    colors.insert(colors.end(), palette.begin(), palette.end());
    for (int i = 0; i <= 8; ++i) colors.push_back({static_cast<float>(i) / 8.0F, 0.5F, 0.0F});
    const ConvexMixer mixer(palette);
    std::vector<ConvexMix> mixes;
    for (const Color& color : colors) mixes.push_back(mixer.find(color));
    const ConvexMixer other(palette);
    parallel_for(colors.size(), 4, [&](std::size_t task) {
      const std::size_t i = colors.size() - 1 - task;
      EXPECT_TRUE(other.find(colors[i]) == mixes[i]) << i;
    });
  }
}

TEST(ConvexMix, OnAFaceWithManyColorsTheyAreTheNearest) {
  // A checkered floor, and a color above it.
  std::vector<Color> palette;
  for (int x = 0; x < 5; ++x) {
    for (int y = 0; y < 5; ++y) {
      palette.push_back({static_cast<float>(x) / 4.0F, static_cast<float>(y) / 4.0F, 0.0F});
    }
  }
  const ConvexMix mix = ConvexMixer(palette).find({0.6F, 0.35F, 0.2F});
  expect_valid(mix, palette.size());
  EXPECT_LT(squared_distance_to(mean_of(mix, palette), {0.6F, 0.35F, 0.0F}), 1e-14);
  for (const auto& [color, weight] : weights_of(mix)) {
    EXPECT_LT(squared_distance(palette[static_cast<std::size_t>(color)], {0.6F, 0.35F, 0.0F}),
              0.09);
  }
}

TEST(ConvexMix, DarkColorsAreAsExact) {
  // As far apart as the first steps of 8-bit sRGB.
  const std::vector<Color> palette{{0, 0, 0}, {0.0006F, 0.0006F, 0.0006F}, {1, 1, 1}, {1, 0, 0}};
  std::map<int, double> weights =
      weights_of(ConvexMixer(palette).find({0.0003F, 0.0003F, 0.0003F}));
  EXPECT_NEAR(weights[0], 0.5, 1e-4);
  EXPECT_NEAR(weights[1], 0.5, 1e-4);
}

TEST(ConvexMix, AnyColorHasAMix) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  constexpr float most = std::numeric_limits<float>::max();
  const std::vector<Color> palette = random_colors(16, 0.0F, 1.0F, 3);
  const ConvexMixer mixer(palette);
  for (const float a : {-infinity, -most, -3.0F, 0.0F, 1e-40F, 0.5F, 50.0F, most, infinity,
                        std::numeric_limits<float>::quiet_NaN()}) {
    for (const float b : {0.5F, infinity, -50.0F}) expect_valid(mixer.find({b, a, 0.2F}), 16);
  }
  const Color nan{std::numeric_limits<float>::quiet_NaN(), 0.5F, 0.5F};
  EXPECT_EQ(weights_of(mixer.find(nan)), weights_of(mixer.find({0.0F, 0.5F, 0.5F})));
}

TEST(ConvexMix, WorksForEqualColorsAndForOne) {
  const std::vector<Color> one{{0.2F, 0.3F, 0.4F}};
  EXPECT_EQ(weights_of(ConvexMixer(one).find({1, 1, 1})), (std::map<int, double>{{0, 1.0}}));
  const std::vector<Color> equal(5, Color{0.2F, 0.3F, 0.4F});
  expect_valid(ConvexMixer(equal).find({0.2F, 0.3F, 0.4F}), 5);
  expect_valid(ConvexMixer(equal).find({1, 0, 0}), 5);
}

TEST(ConvexMix, WorksForTheMostColors) {
  const std::vector<Color> palette = random_colors(65535, 0.0F, 1.0F, 4);
  const ConvexMixer mixer(palette);
  for (const Color& color : random_colors(20, -0.2F, 1.2F, 5)) {
    const ConvexMix mix = mixer.find(color);
    expect_valid(mix, palette.size());
    const auto [low, high] = std::ranges::minmax(color);
    if (low < 0.0F || high > 1.0F) continue;
    EXPECT_LT(cost_of(mix, palette, color), 0.01);
  }
}

TEST(ConvexMix, RejectsBadPalettes) {
  EXPECT_THROW(ConvexMixer(std::vector<Color>{}), std::invalid_argument);
  EXPECT_THROW(ConvexMixer(std::vector<Color>(65536)), std::invalid_argument);
  const std::vector<Color> infinite{{0, 0, std::numeric_limits<float>::infinity()}};
  EXPECT_THROW(ConvexMixer{infinite}, std::invalid_argument);
}

}  // namespace
}  // namespace color_clusters
