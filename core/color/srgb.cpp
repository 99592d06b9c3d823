// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/srgb.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "core/base/roots.h"
#include "core/color/byte_color.h"

namespace color_clusters {
namespace {

/// x^2.4
double decoding_power(double x) {
  const double x4 = (x * x) * (x * x);
  return root<5>(x4 * x4 * x4);
}

/// x^(1 / 2.4)
double encoding_power(double x) { return std::sqrt(root<3>(x * x * std::sqrt(x))); }

float decode_any(float value) {
  const auto encoded = static_cast<double>(value);
  return static_cast<float>(encoded <= 0.04045 ? encoded / 12.92
                                               : decoding_power((encoded + 0.055) / 1.055));
}

/// Look-up table: 8-bit sRGB to linear light.
using DecodedBytes = std::array<float, 256>;

DecodedBytes decoded_bytes() {
  DecodedBytes decoded{};
  for (std::size_t i = 0; i < decoded.size(); ++i) {
    decoded[i] = decode_any(from_byte(static_cast<std::uint8_t>(i)));
  }
  return decoded;
}

/// Most pictures have 8-bit colors, for which the look-up table takes a fraction of the time of the
/// power.
float decode(const DecodedBytes& bytes, float value) {
  if (value >= 0.0F && value <= 1.0F) {
    const float position = value * 255.0F + 0.5F;
    const auto nearest = static_cast<std::uint8_t>(position);
    if (from_byte(nearest) == value) return bytes[nearest];
  }
  return decode_any(value);
}

float encode(float value) {
  const auto linear = static_cast<double>(value);
  return static_cast<float>(linear <= 0.0031308 ? linear * 12.92
                                                : 1.055 * encoding_power(linear) - 0.055);
}

}  // namespace

Color linear_from_srgb(const Color& srgb) {
  static const DecodedBytes bytes = decoded_bytes();
  return {decode(bytes, srgb[0]), decode(bytes, srgb[1]), decode(bytes, srgb[2])};
}

Color srgb_from_linear(const Color& linear) {
  return {encode(linear[0]), encode(linear[1]), encode(linear[2])};
}

}  // namespace color_clusters
