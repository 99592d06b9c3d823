// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/histogram/surroundings.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace color_clusters {
namespace {

/// The sums over some pixels: of their three coordinates, and of the squares.
using Sums = std::array<float, 4>;

void add(Sums& sums, const Sums& others) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += others[i];
}

constexpr float window_size = 9.0F;

/// The mean of the squared distances to the mean.
float variance(const Sums& sums) {
  const float mean_square =
      (sums[0] * sums[0] + sums[1] * sums[1] + sums[2] * sums[2]) / window_size;
  return std::max(0.0F, (sums[3] - mean_square) / window_size);
}

}  // namespace

Surroundings surroundings_of(Surroundings::Patch patch) {
  constexpr std::size_t side = Surroundings::side;
  // From the middle, so that nothing is lost to rounding where all colors are about the same.
  const Color& middle = patch[patch.size() / 2];
  std::array<Sums, side * side> pixels{};
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      const float difference = patch[i][c] - middle[c];
      pixels[i][c] = difference;
      pixels[i][3] += difference * difference;
    }
  }
  Surroundings result;
  float least = 0.0F;
  for (std::size_t window = 0; window < 9; ++window) {
    const std::size_t corner = window / 3 * 2 * side + window % 3 * 2;
    Sums sums{};
    for (std::size_t y = 0; y < 3; ++y) {
      for (std::size_t x = 0; x < 3; ++x) add(sums, pixels[corner + y * side + x]);
    }
    const float here = variance(sums);
    least = window == 0 ? here : std::min(least, here);
    if (window != 4) continue;
    result.deviation = std::sqrt(here);
    for (std::size_t c = 0; c < 3; ++c) result.mean[c] = middle[c] + sums[c] / window_size;
  }
  result.least_deviation = std::sqrt(least);
  return result;
}

}  // namespace color_clusters
