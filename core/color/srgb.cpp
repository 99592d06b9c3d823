// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/srgb.h"

#include <array>
#include <cmath>
#include <cstddef>

namespace color_clusters {
namespace {

float decode_any(float value) {
  const auto encoded = static_cast<double>(value);
  return static_cast<float>(encoded <= 0.04045 ? encoded / 12.92
                                               : std::pow((encoded + 0.055) / 1.055, 2.4));
}

/// The values of 8-bit pixels and what they decode to.
struct ByteValues {
  std::array<float, 256> encoded;
  std::array<float, 256> linear;
};

ByteValues byte_values() {
  ByteValues values{};
  for (std::size_t i = 0; i < values.encoded.size(); ++i) {
    values.encoded[i] = static_cast<float>(i) / 255.0F;
    values.linear[i] = decode_any(values.encoded[i]);
  }
  return values;
}

/// Nearly all colors of most pictures have 8 bits, and looking a power up takes a fraction of the
/// time of computing it.
float decode(const ByteValues& bytes, float value) {
  if (value >= 0.0F && value <= 1.0F) {
    const float position = value * 255.0F + 0.5F;
    const auto nearest = static_cast<std::size_t>(position);
    if (bytes.encoded[nearest] == value) return bytes.linear[nearest];
  }
  return decode_any(value);
}

float encode(float value) {
  const auto linear = static_cast<double>(value);
  return static_cast<float>(linear <= 0.0031308 ? linear * 12.92
                                                : 1.055 * std::pow(linear, 1.0 / 2.4) - 0.055);
}

}  // namespace

Color linear_from_srgb(const Color& srgb) {
  static const ByteValues bytes = byte_values();
  return {decode(bytes, srgb[0]), decode(bytes, srgb[1]), decode(bytes, srgb[2])};
}

Color srgb_from_linear(const Color& linear) {
  return {encode(linear[0]), encode(linear[1]), encode(linear[2])};
}

}  // namespace color_clusters
