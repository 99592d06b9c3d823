// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "core/color/color.h"

namespace color_clusters {

/// Channels of 8 bits.
using ByteColor = std::array<std::uint8_t, 3>;

namespace byte_color_detail {

/// Look-up table: each byte divided by 255.
constexpr std::array<float, 256> make_unit_values() {
  std::array<float, 256> values{};
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i) / 255.0F;
  return values;
}

inline constexpr std::array<float, 256> unit_values = make_unit_values();

}  // namespace byte_color_detail

/// Between these, a channel is rounded to a byte without being clamped, whatever rounding did to
/// the ends of the range.
inline constexpr float ordinary_begin = -0.00195F;
inline constexpr float ordinary_end = 1.00195F;

/// Whether a channel lies between them. No number fails.
inline bool is_ordinary(float value) { return value > ordinary_begin && value < ordinary_end; }

/// The byte that such a channel is rounded to.
inline std::uint8_t ordinary_byte(float value) {
  // As processors do it for several at a time. NOLINTNEXTLINE(bugprone-incorrect-roundings)
  return static_cast<std::uint8_t>(value * 255.0F + 0.5F);
}

/// The byte nearest to a channel of 0 … 1; values outside are clamped, NaN becomes 0.
inline std::uint8_t to_byte(float value) {
  const float in_range = value > 0.0F ? std::min(value, 1.0F) : 0.0F;
  return static_cast<std::uint8_t>(std::lround(in_range * 255.0F));
}

inline ByteColor to_bytes(const Color& color) {
  return {to_byte(color[0]), to_byte(color[1]), to_byte(color[2])};
}

/// A byte divided by 255.
inline float from_byte(std::uint8_t value) { return byte_color_detail::unit_values[value]; }

inline Color from_bytes(const ByteColor& bytes) {
  return {from_byte(bytes[0]), from_byte(bytes[1]), from_byte(bytes[2])};
}

}  // namespace color_clusters
