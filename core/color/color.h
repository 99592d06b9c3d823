// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <functional>
#include <span>

namespace color_clusters {

/// Three coordinates of a color. The context names the space they belong to.
using Color = std::array<float, 3>;

/// Squared Euclidean distance between two colors of the same space. The nearest of several colors
/// is the one with the least of these values, in a tie the first: see NearestColor.
inline double squared_distance(const Color& a, const Color& b) {
  const double dx = static_cast<double>(a[0]) - b[0];
  const double dy = static_cast<double>(a[1]) - b[1];
  const double dz = static_cast<double>(a[2]) - b[2];
  return dx * dx + dy * dy + dz * dz;
}

/// Whether no coordinate is infinite or NaN.
inline bool is_finite(const Color& color) {
  return std::isfinite(color[0]) && std::isfinite(color[1]) && std::isfinite(color[2]);
}

/// Converts colors of the space that clustering works in to gamma-encoded sRGB (0 … 1 in gamut, not
/// clipped), in place.
using ToSrgb = std::function<void(std::span<Color>)>;

}  // namespace color_clusters
