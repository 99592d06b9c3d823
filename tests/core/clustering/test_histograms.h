// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "core/clustering/clustering.h"
#include "core/histogram/byte_color_counter.h"
#include "tests/core/clustering/entries.h"

namespace color_clusters {

/// A picture with as many colors as photographs have: soft clumps, quantized to 8 bits.
inline ColorHistogram photo_like(std::size_t pixels, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> value(30.0F, 220.0F);
  std::vector<std::uint8_t> rgb;
  rgb.reserve(3 * pixels);
  std::vector<Color> middles(12);
  for (Color& middle : middles) middle = {value(random), value(random), value(random)};
  std::normal_distribution<float> offset(0.0F, 12.0F);
  for (std::size_t i = 0; i < pixels; ++i) {
    const Color& middle = middles[random() % middles.size()];
    for (const float m : middle) {
      rgb.push_back(static_cast<std::uint8_t>(std::clamp(m + offset(random), 0.0F, 255.0F)));
    }
  }
  ByteColorCounter counter;
  counter.add(rgb);
  return counter.histogram();
}

inline double inertia_of(const ColorHistogram& histogram, const std::vector<Color>& centers) {
  double sum = 0.0;
  for (std::size_t i = 0; i < histogram.colors.size(); ++i) {
    double least = std::numeric_limits<double>::infinity();
    for (const Color& center : centers) {
      least = std::min(least, squared_distance(center, histogram.colors[i]));
    }
    sum += histogram.weights[i] * least;
  }
  return sum / histogram.total_weight;
}

inline void expect_near(const Color& actual, const Color& expected, float tolerance = 1e-6F) {
  for (std::size_t c = 0; c < 3; ++c) EXPECT_NEAR(actual[c], expected[c], tolerance);
}

/// A picture with a spot of `share` in one color.
inline ColorHistogram with_spot(ColorHistogram picture, const Color& spot, double share) {
  picture.colors.push_back(spot);
  picture.weights.push_back(picture.total_weight * share / (1.0 - share));
  picture.total_weight += picture.weights.back();
  return picture;
}

inline double distance_to(const Clustering& clustering, const Color& color) {
  double least = std::numeric_limits<double>::infinity();
  for (const Color& center : clustering.centers) {
    least = std::min(least, squared_distance(center, color));
  }
  return std::sqrt(least);
}

}  // namespace color_clusters
