// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace color_clusters {

namespace morton_detail {

inline constexpr std::array<std::uint32_t, 256> spread_bits = [] {
  std::array<std::uint32_t, 256> spread{};
  for (std::uint32_t value = 0; value < 256; ++value) {
    for (std::uint32_t bit = 0; bit < 8; ++bit) {
      spread[value] |= ((value >> bit) & 1U) << (3 * bit);
    }
  }
  return spread;
}();

constexpr std::array<std::uint32_t, 256> shifted(unsigned bits) {
  std::array<std::uint32_t, 256> result = spread_bits;
  for (std::uint32_t& value : result) value <<= bits;
  return result;
}
inline constexpr std::array<std::uint32_t, 256> spread_red = shifted(2);
inline constexpr std::array<std::uint32_t, 256> spread_green = shifted(1);

/// The colors of an 8 × 8 × 8 cube relative to its first one.
inline constexpr std::array<std::array<std::uint8_t, 3>, 512> cube = [] {
  std::array<std::array<std::uint8_t, 3>, 512> offsets{};
  for (std::uint32_t r = 0; r < 8; ++r) {
    for (std::uint32_t g = 0; g < 8; ++g) {
      for (std::uint32_t b = 0; b < 8; ++b) {
        offsets[spread_bits[r] << 2U | spread_bits[g] << 1U | spread_bits[b]] = {
            static_cast<std::uint8_t>(r), static_cast<std::uint8_t>(g),
            static_cast<std::uint8_t>(b)};
      }
    }
  }
  return offsets;
}();

}  // namespace morton_detail

/// The index of an 8-bit color among all 2^24 in Morton order (Z-order): the bits of the three
/// channels interleaved. Colors that are neighbors in a picture are then neighbors in memory too,
/// and cubes of 2, 4, 8 … values a side are contiguous.
inline std::uint32_t morton_index(std::uint8_t r, std::uint8_t g, std::uint8_t b) {
  using namespace morton_detail;
  return spread_red[r] | spread_green[g] | spread_bits[b];
}

/// The Morton index of each pixel, three bytes each; `indices` has room for them.
void morton_indices(std::span<const std::uint8_t> rgb, std::uint32_t* indices);

/// The same of colors of four floats each, the fourth of which plays no part: of the bytes that
/// they are rounded to, or `no_morton_index` where one is not ordinary (see is_ordinary).
void morton_indices(std::span<const float> rgba, std::uint32_t* indices);
inline constexpr std::uint32_t no_morton_index = 0xFFFFFFFF;

/// The color with this Morton index; the inverse of morton_index.
inline std::array<std::uint8_t, 3> morton_color(std::uint32_t index) {
  const auto& low = morton_detail::cube[index % 512U];
  const auto& middle = morton_detail::cube[(index >> 9U) % 512U];
  const auto& high = morton_detail::cube[(index >> 18U) % 512U];
  std::array<std::uint8_t, 3> color{};
  for (std::size_t c = 0; c < 3; ++c) {
    color[c] = static_cast<std::uint8_t>(low[c] | middle[c] << 3U | high[c] << 6U);
  }
  return color;
}

}  // namespace color_clusters
