// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/srgb.h"

#include <cmath>

namespace color_clusters {
namespace {

float decode(float value) {
  const double size = std::abs(static_cast<double>(value));
  const double linear = size <= 0.04045 ? size / 12.92 : std::pow((size + 0.055) / 1.055, 2.4);
  return std::copysign(static_cast<float>(linear), value);
}

float encode(float value) {
  const double size = std::abs(static_cast<double>(value));
  const double encoded =
      size <= 0.0031308 ? size * 12.92 : 1.055 * std::pow(size, 1.0 / 2.4) - 0.055;
  return std::copysign(static_cast<float>(encoded), value);
}

}  // namespace

Color linear_from_srgb(const Color& srgb) {
  return {decode(srgb[0]), decode(srgb[1]), decode(srgb[2])};
}

Color srgb_from_linear(const Color& linear) {
  return {encode(linear[0]), encode(linear[1]), encode(linear[2])};
}

}  // namespace color_clusters
