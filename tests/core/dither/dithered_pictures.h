// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include "core/color/cielab.h"
#include "core/color/srgb.h"
#include "core/dither/dither.h"

namespace color_clusters {

inline void to_lab(std::span<const Color> linear, std::span<Color> lab) {
  std::ranges::transform(linear, lab.begin(),
                         [](const Color& color) { return lab_from_srgb(srgb_from_linear(color)); });
}

inline DitherPalette palette_of(std::vector<Color> linear) {
  std::vector<Color> metric(linear.size());
  to_lab(linear, metric);
  return {.linear = std::move(linear), .metric = std::move(metric), .to_metric = to_lab};
}

inline DitherPalette black_and_white() { return palette_of({{0, 0, 0}, {1, 1, 1}}); }

inline DitherPalette random_palette(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> value(0.0F, 1.0F);
  std::vector<Color> colors(count);
  for (Color& color : colors)
    color = linear_from_srgb({value(random), value(random), value(random)});
  return palette_of(std::move(colors));
}

/// Waves of many colors, some of them out of range.
inline std::vector<Color> waves(int width, int height) {
  std::vector<Color> colors;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      colors.push_back({static_cast<float>(0.4 + 0.7 * std::sin(x / 13.0)),
                        static_cast<float>(0.4 + 0.5 * std::sin(y / 11.0 + x / 50.0)),
                        static_cast<float>(0.3 + 0.3 * std::sin((x + y) / 7.0))});
    }
  }
  return colors;
}

inline std::vector<std::uint16_t> dithered(const DitherPalette& palette, int width,
                                           const std::vector<Color>& linear,
                                           const DitherOptions& options,
                                           std::vector<std::uint16_t> clusters = {}) {
  clusters.resize(linear.size());
  Ditherer(palette, width, options).dither_rows(linear, clusters);
  return clusters;
}

/// The mean color, as 8-bit sRGB without rounding.
inline Color seen_mean(const DitherPalette& palette, std::span<const std::uint16_t> clusters) {
  std::array<double, 3> sum{};
  for (const std::uint16_t cluster : clusters) {
    for (std::size_t c = 0; c < 3; ++c) sum[c] += palette.linear[cluster][c];
  }
  Color mean{};
  for (std::size_t c = 0; c < 3; ++c) {
    mean[c] = static_cast<float>(sum[c] / static_cast<double>(clusters.size()));
  }
  mean = srgb_from_linear(mean);
  for (float& value : mean) value *= 255.0F;
  return mean;
}

/// The mean color of a flat area after dithering.
inline Color flat_mean(const DitherPalette& palette, int side, const Color& color,
                       const DitherOptions& options) {
  const std::vector<Color> area(static_cast<std::size_t>(side) * static_cast<std::size_t>(side),
                                color);
  return seen_mean(palette, dithered(palette, side, area, options));
}

}  // namespace color_clusters
