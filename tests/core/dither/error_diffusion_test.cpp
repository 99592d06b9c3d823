// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dither/error_diffusion.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "core/mixing/convex_mix.h"
#include "dithered_pictures.h"

namespace color_clusters {
namespace {

TEST(ErrorDiffusion, ErrorsArePassedOnWhole) {
  // Only what crosses the edge of a square is missing in it; if a fifth got lost on the way, it
  // would be twenty pixels.
  const DitherPalette palette = black_and_white();
  constexpr std::size_t side = 256;
  constexpr std::size_t square = 64;
  std::mt19937 random(3);
  std::uniform_real_distribution<float> value(0.0F, 0.5F);
  std::vector<Color> noise(side * side);
  for (Color& color : noise) color.fill(value(random));
  const auto clusters = dithered(palette, side, noise, {.method = DitherMethod::floyd_steinberg});
  double squares = 0.0;
  for (std::size_t top = 0; top < side; top += square) {
    for (std::size_t left = 0; left < side; left += square) {
      double difference = 0.0;
      for (std::size_t i = 0; i < square * square; ++i) {
        const std::size_t at = (top + i / square) * side + left + i % square;
        difference += palette.linear[clusters[at]][0] - noise[at][0];
      }
      squares += difference * difference;
    }
  }
  const double rms = std::sqrt(squares * square * square / (side * side));
  EXPECT_LT(rms, 6.0);
}

/// The mean of a square of pixels, less what their mixes come to: its length, at most.
double most_piled_up(const DitherPalette& palette, int width, const std::vector<Color>& linear,
                     DitherMethod method) {
  constexpr int side = 9;
  const ConvexMixer mixer(palette.linear);
  const std::vector<std::uint16_t> clusters = dithered(palette, width, linear, {.method = method});
  std::vector<Color> excess;
  for (std::size_t i = 0; i < linear.size(); ++i) {
    Color& color = excess.emplace_back(palette.linear[clusters[i]]);
    const ConvexMix mix = mixer.find(linear[i]);
    for (std::size_t part = 0; part < mix.count; ++part) {
      for (std::size_t c = 0; c < 3; ++c) {
        color[c] -=
            static_cast<float>(mix.parts[part].weight) * palette.linear[mix.parts[part].color][c];
      }
    }
  }
  double most = 0.0;
  const int height = static_cast<int>(linear.size()) / width;
  for (int top = 0; top + side <= height; ++top) {
    for (int left = 0; left + side <= width; ++left) {
      std::array<double, 3> sum{};
      for (int i = 0; i < side * side; ++i) {
        const Color& color =
            excess[static_cast<std::size_t>((top + i / side) * width + left + i % side)];
        for (std::size_t c = 0; c < 3; ++c) sum[c] += color[c];
      }
      most = std::max(most, std::hypot(sum[0], sum[1], sum[2]) / (side * side));
    }
  }
  return most;
}

TEST(ErrorDiffusion, ErrorsDoNotPileUpWhereColorsOfAMixAreNearlyOnALine) {
  // Grays with a tint, of which thin triangles and tetrahedra are made, and two pure colors.
  std::vector<Color> picture;
  for (int i = 0; i < 300 * 300; ++i) {
    const double x = i % 300;
    const double y = i / 300;
    const double gray = 0.45 + 0.4 * std::sin(x / 70.0 + y / 110.0);
    const double red = gray * (1.0 + 0.25 * std::sin(y / 40.0));
    const double blue = gray * (1.0 + 0.25 * std::sin((x - y) / 55.0));
    picture.push_back(
        {static_cast<float>(red), static_cast<float>(gray), static_cast<float>(blue)});
  }
  for (const unsigned seed : {16U, 22U, 25U, 40U}) {
    std::mt19937 random(seed);
    const auto tinted = [&](float gray) {
      return gray + 0.04F * (static_cast<float>(random() % 1000) / 1000.0F - 0.5F);
    };
    std::vector<Color> colors{{0.05F, 0.2F, 0.7F}, {0.6F, 0.1F, 0.05F}};
    for (int i = 0; i < 8; ++i) {
      const float gray = 0.03F + 0.9F * static_cast<float>(i * i) / 49.0F;
      colors.push_back({tinted(gray), tinted(gray), tinted(gray)});
    }
    const DitherPalette palette = palette_of(colors);
    EXPECT_LT(most_piled_up(palette, 300, picture, DitherMethod::floyd_steinberg),
              1.4 * most_piled_up(palette, 300, picture, DitherMethod::blue_noise))
        << seed;
  }
}

}  // namespace
}  // namespace color_clusters
