// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "core/color/byte_color.h"
#include "core/histogram/exact_sum.h"

namespace color_clusters {

/// Values have codes of 21 bits, in order. Those of the range 0 … 1 have steps of 2^-17 × 256/255,
/// so that their highest 8 bits are the byte that the value is rounded to. A color's key has the
/// bits of its three codes taking turns: 63 bits in Morton order.
inline constexpr unsigned code_step_bits = 17;
inline constexpr std::uint32_t code_of_zero = 1U << 20U;

/// A value below 2^11 in units of 2^-40, rounded to the nearest: added to 1.5 × 2^52, a double has
/// room for no less than a whole number.
inline std::int64_t ordinary_units(float value) {
  constexpr double magic = 0x1.8p52;
  const double sum = static_cast<double>(value) * 0x1p40 + magic;
  return std::bit_cast<std::int64_t>(sum) - std::bit_cast<std::int64_t>(magic);
}

/// The highest bits of the code of an ordinary value, without code_of_zero: 0 … 2^bits - 1.
template <unsigned bits>
std::uint32_t ordinary_code(std::int64_t units) {
  constexpr std::int64_t half_a_step = std::int64_t{1} << (unit_bits - 1);
  return static_cast<std::uint32_t>((units * 255 + half_a_step) >> (unit_bits + 8 - bits));
}

/// The base-2 logarithm of a number from 1 on, made of straight pieces between powers of 2.
inline float straight_log2(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  return static_cast<float>(bits - 0x3F800000U) * 0x1p-23F;
}

/// The code of any value below 2^21. Highlights have codes without taking them from the ordinary
/// range: steps grow with the distance to white, about as compress_highlight makes it smaller, and
/// there are 2^12 of them or more for each doubling. Negative values have the steps of ordinary
/// ones down to -1, and then 3 × 2^-17 for each doubling.
inline std::uint32_t value_code(float value) {
  if (is_ordinary(value))
    return code_of_zero + ordinary_code<code_step_bits>(ordinary_units(value));
  float position = value;
  if (value > 1.0F) position = 1.0F + straight_log2(1.0F + 32.0F * (value - 1.0F)) / 32.0F;
  if (value < -1.0F) position = -1.0F - straight_log2(-value) / 3.0F;
  const float code = (position + 8.0F) * 0x1p17F;
  return static_cast<std::uint32_t>(std::clamp(code + 0.5F, 0.0F, 0x1.fffffp20F));
}

/// Any value below 2^21 in units of 2^-40.
inline std::int64_t value_units(float value) {
  if (std::abs(value) < 0x1p11F) return ordinary_units(value);
  // More than 2^-13 to the last bit: a whole number of units.
  return static_cast<std::int64_t>(static_cast<double>(value) * 0x1p40);
}

/// Moves the 21 bits of a code to every third position.
inline std::uint64_t spread_code(std::uint64_t x) {
  x = (x | x << 32U) & 0x001f00000000ffffU;
  x = (x | x << 16U) & 0x001f0000ff0000ffU;
  x = (x | x << 8U) & 0x100f00f00f00f00fU;
  x = (x | x << 4U) & 0x10c30c30c30c30c3U;
  return (x | x << 2U) & 0x1249249249249249U;
}

inline std::uint64_t color_key(std::uint32_t r, std::uint32_t g, std::uint32_t b) {
  return spread_code(r) << 2U | spread_code(g) << 1U | spread_code(b);
}

/// The least key of an ordinary color: it has the highest bits of code_of_zero, three times.
inline constexpr std::uint64_t ordinary_key_begin = std::uint64_t{0xE00} << (3 * code_step_bits);
inline bool is_ordinary_key(std::uint64_t key) {
  return key >> (3 * code_step_bits) == ordinary_key_begin >> (3 * code_step_bits);
}

}  // namespace color_clusters
