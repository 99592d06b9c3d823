// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace color_clusters {

/// A dithering matrix: the thresholds of ordered dithering, in a square that tiles the picture.
struct ThresholdMask {
  /// Pixels a side; a power of two.
  static constexpr std::size_t side = 128;
  /// Of all pixels. So many levels reproduce black and white mixed in linear light to a third of
  /// an 8-bit step of sRGB, where its steps are finest.
  static constexpr std::size_t size = side * side;

  /// Row by row, each number from 0 to size - 1 once. Where the pixels with a rank below n × size
  /// are set, a share n of every part of the picture is.
  std::array<std::uint16_t, size> ranks;

  /// Rank for pixel (x, y) of a picture.
  [[nodiscard]] std::uint16_t rank(std::size_t x, std::size_t y) const {
    return ranks[(y % side) * side + x % side];
  }
};

/// Bayer's matrix: a regular pattern in which each rank is as far as possible from those before it.
/// Source: B. E. Bayer, "An optimum method for two-level rendition of continuous-tone pictures",
/// 1973.
const ThresholdMask& bayer_mask();

/// A blue-noise mask: without order, but the pixels up to any rank are evenly spread. Made by
/// void_and_cluster when it is first needed, which takes some milliseconds.
const ThresholdMask& blue_noise_mask();

}  // namespace color_clusters
