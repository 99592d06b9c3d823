// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/srgb.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "core/base/parts.h"
#include "core/base/roots.h"
#include "core/color/byte_color.h"

namespace color_clusters {
namespace {

constexpr double line_end = 0.04045;
constexpr double line_slope = 12.92;

/// The fifth root of this is the decoded value, if the encoded one is above the line.
double fifth_power_of_decoded(double encoded) {
  const double x = (encoded + 0.055) / 1.055;
  const double x4 = (x * x) * (x * x);
  return x4 * x4 * x4;
}

/// x^(1 / 2.4)
double encoding_power(double x) { return std::sqrt(root<3>(x * x * std::sqrt(x))); }

float decode_any(float value) {
  const auto encoded = static_cast<double>(value);
  return static_cast<float>(encoded <= line_end ? encoded / line_slope
                                                : root<5>(fifth_power_of_decoded(encoded)));
}

/// Look-up table: 8-bit sRGB to linear light.
using DecodedBytes = std::array<float, 256>;

DecodedBytes decode_bytes() {
  DecodedBytes decoded{};
  for (std::size_t i = 0; i < decoded.size(); ++i) {
    decoded[i] = decode_any(from_byte(static_cast<std::uint8_t>(i)));
  }
  return decoded;
}

const DecodedBytes& decoded_bytes() {
  static const DecodedBytes decoded = decode_bytes();
  return decoded;
}

/// Decodes a value that one of 8 bits has: most pictures have those, and the look-up table takes a
/// fraction of the time of the root. False for others.
bool decode_byte(const DecodedBytes& bytes, float& value) {
  if (!(value >= 0.0F && value <= 1.0F)) return false;
  const float position = value * 255.0F + 0.5F;
  const auto nearest = static_cast<std::uint8_t>(position);
  if (from_byte(nearest) != value) return false;
  value = bytes[nearest];
  return true;
}

/// Up to `most_at_once` values of any size.
constexpr std::size_t most_at_once = 192;

void decode_some(std::span<float> values) {
  const DecodedBytes& bytes = decoded_bytes();
  std::array<double, most_at_once> roots;
  std::array<std::uint8_t, most_at_once> places;
  std::size_t count = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    float& value = values[i];
    if (decode_byte(bytes, value)) continue;
    const auto encoded = static_cast<double>(value);
    if (encoded <= line_end) {
      value = static_cast<float>(encoded / line_slope);
      continue;
    }
    places[count] = static_cast<std::uint8_t>(i);
    roots[count++] = fifth_power_of_decoded(encoded);
  }
  odd_roots<5>(std::span(roots).first(count));
  for (std::size_t i = 0; i < count; ++i) values[places[i]] = static_cast<float>(roots[i]);
}

float encode(float value) {
  const auto linear = static_cast<double>(value);
  return static_cast<float>(linear <= 0.0031308 ? linear * line_slope
                                                : 1.055 * encoding_power(linear) - 0.055);
}

}  // namespace

Color linear_from_srgb(const Color& srgb) {
  Color linear = srgb;
  for (float& value : linear) {
    if (!decode_byte(decoded_bytes(), value)) value = decode_any(value);
  }
  return linear;
}

void linear_from_srgb(std::span<Color> colors) {
  const std::span<float> values(colors.empty() ? nullptr : colors.front().data(),
                                3 * colors.size());
  for_each_part<most_at_once>(values, decode_some);
}

Color srgb_from_linear(const Color& linear) {
  return {encode(linear[0]), encode(linear[1]), encode(linear[2])};
}

}  // namespace color_clusters
