// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include "core/color/color.h"
#include "core/histogram/color_histogram.h"
#include "core/kmeans/color_tree.h"
#include "fuzz_map.h"

namespace color_clusters {

/// A color from three bytes: multiples of 1/128 from 0 to 1, which often make points on one line or
/// plane, and other numbers of any size.
inline Color any_color(FuzzInput& input) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  constexpr std::array<float, 16> others{
      -infinity, infinity, std::numeric_limits<float>::quiet_NaN(),
      1e38F,     -1e38F,   1e-40F,
      -1e-4F,    1e-4F,    3e-4F,
      -0.5F,     1.5F,     20.0F,
      -20.0F,    1e6F,     0.33333F,
      0.99999F};
  Color color{};
  for (float& value : color) {
    const std::uint8_t byte = input.byte();
    value = byte <= 128 ? static_cast<float>(byte) / 128.0F : others[byte % others.size()];
  }
  return color;
}

/// 1 to 32 colors from 0 to 1 for a palette; some are equal or on one line.
inline std::vector<Color> palette_colors(FuzzInput& input) {
  std::vector<Color> palette(1U + input.byte() % 32U);
  const unsigned steps = 1U + input.byte() % 64U;
  for (Color& color : palette) {
    for (float& value : color) {
      value = static_cast<float>(input.byte() % (steps + 1U)) / static_cast<float>(steps);
    }
  }
  return palette;
}

/// Any float, by its bits.
inline float any_float(FuzzInput& input) { return std::bit_cast<float>(input.number()); }

struct WeightedFuzzColors {
  std::vector<Color> colors;
  std::vector<double> weights;
};

/// Colors with weights as clustering takes them, one for each four bytes that are left. They are
/// near or far from each other and from 0, with weights that are alike or not; now and then, if
/// wanted, there are so many that work on them is divided. Some inputs hold one color or weight
/// that is out of range.
inline WeightedFuzzColors weighted_colors(FuzzInput& input, bool many_too) {
  // In their order: colors of RGB, Lab, highlights, nearly equal ones, and extreme ones.
  constexpr std::array<float, 8> scales{1.0F, 1.0F, 100.0F, 128.0F, 1e-6F, 1e-20F, 1e8F, 9e14F};
  constexpr std::array<double, 8> weights{1.0, 65025.0, 1e12, 1e-3, 1e90, 1e-90, 3.0, 0.1};
  constexpr std::array<double, 8> wrong_weights{0.0,
                                                -1.0,
                                                std::numeric_limits<double>::quiet_NaN(),
                                                std::numeric_limits<double>::infinity(),
                                                1e300,
                                                1e-300,
                                                std::numeric_limits<double>::denorm_min(),
                                                -0.0};
  const float scale = scales[input.byte() % 8U];
  const float offset = input.byte() % 4U == 0 ? scale : 0.0F;
  const unsigned kind = input.byte();
  const unsigned wrong = input.byte();

  WeightedFuzzColors result;
  while (input.size() >= 4 && result.colors.size() < 250) {
    Color color{};
    for (float& value : color) value = scale * static_cast<float>(input.byte()) / 256.0F + offset;
    const unsigned byte = input.byte();
    result.colors.push_back(color);
    result.weights.push_back(kind % 2U == 0 ? 1.0 + byte : weights[byte % weights.size()]);
  }
  const std::size_t few = result.colors.size();
  if (many_too && kind % 16U == 1U && few > 0) {
    // More than one piece of a ColorTree.
    for (std::size_t i = few; i < 17000; ++i) {
      Color color = result.colors[i % few];
      color[i % 3] += scale * static_cast<float>(i) * 1e-6F;
      result.colors.push_back(color);
      result.weights.push_back(result.weights[i % few]);
    }
  }
  if (few == 0) return result;
  if (wrong >= 248U) result.weights[wrong % few] = wrong_weights[wrong - 248U];
  if (wrong >= 240U && wrong < 248U) {
    constexpr std::array<float, 4> wrong_values{std::numeric_limits<float>::quiet_NaN(),
                                                std::numeric_limits<float>::infinity(), 1e38F,
                                                -1e19F};
    result.colors[wrong % few][wrong % 3U] = wrong_values[wrong % 4U];
  }
  return result;
}

/// Whether clustering takes these, see ColorTree.
inline bool is_in_range(const WeightedFuzzColors& all) {
  const auto is_small = [](float value) {
    return std::abs(value) <= ColorTree::largest_coordinate;
  };
  return std::ranges::all_of(
             all.colors,
             [&](const Color& color) { return std::ranges::all_of(color, is_small); }) &&
         std::ranges::all_of(all.weights,
                             [](double weight) { return weight >= ColorTree::least_weight; }) &&
         std::reduce(all.weights.begin(), all.weights.end()) <= ColorTree::largest_total_weight;
}

/// Whether two lists of colors are the same, bit for bit.
inline bool same_bits(std::span<const Color> a, std::span<const Color> b) {
  using Bits = std::array<std::uint32_t, 3>;
  return std::ranges::equal(a, b, {}, std::bit_cast<Bits, Color>, std::bit_cast<Bits, Color>);
}

inline void check_equal(const ColorHistogram& a, const ColorHistogram& b) {
  require(same_bits(a.colors, b.colors) && a.weights == b.weights);
  require(a.total_weight == b.total_weight && a.distinct_colors == b.distinct_colors);
}

/// By how much rounding to floats may change squared distances between some of these.
inline double rounding_of_distances(std::span<const Color> colors, std::span<const Color> centers) {
  float low = std::numeric_limits<float>::infinity();
  float high = -low;
  for (const auto list : {colors, centers}) {
    for (const Color& color : list) {
      low = std::min({low, color[0], color[1], color[2]});
      high = std::max({high, color[0], color[1], color[2]});
    }
  }
  const double largest = std::max(std::abs(low), std::abs(high));
  return 1e-5 * largest * (static_cast<double>(high) - low) + 1e-37;
}

}  // namespace color_clusters
