// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace color_clusters {

/// Weight of one opaque, fully selected pixel: alpha and selection are 0 … 255 each.
inline constexpr std::uint32_t full_weight = 255 * 255;

/// How much of a pixel is there: alpha or selection, 0 … 1. What is not a number counts nothing.
inline float coverage(float value) { return value > 0.0F ? std::min(value, 1.0F) : 0.0F; }

/// Whether anything of a pixel can be seen: the answer of all that count, map or show pixels.
inline bool is_seen(float alpha, float mask) {
  return coverage(alpha) > 0.0F && coverage(mask) > 0.0F;
}

/// Whether a pixel has a color to count, three coordinates of a float layer: none of them is
/// infinite or not a number.
inline bool has_color(const float* color) {
  return std::isfinite(color[0]) && std::isfinite(color[1]) && std::isfinite(color[2]);
}

/// The weight of a pixel, 0 … full_weight, from its alpha and the product of its masks. What is
/// seen at all weighs at least 1, so that a cluster with pixels has a share.
inline std::uint32_t pixel_weight(float alpha, float mask) {
  if (!is_seen(alpha, mask)) return 0;
  const float covered = coverage(alpha) * coverage(mask);
  const auto weight =
      static_cast<std::uint32_t>(std::lround(covered * static_cast<float>(full_weight)));
  return std::max(weight, std::uint32_t{1});
}
inline std::uint32_t pixel_weight(std::uint8_t alpha, std::uint8_t mask) {
  return std::uint32_t{alpha} * mask;
}

}  // namespace color_clusters
