// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dither/threshold_mask.h"

#include <algorithm>
#include <bit>

#include "core/dither/void_and_cluster.h"

namespace color_clusters {
namespace {

constexpr unsigned levels = std::countr_zero(ThresholdMask::side);
static_assert(std::has_single_bit(ThresholdMask::side));

/// The rank of a pixel interleaves the bits of its coordinates in reversed order: the highest two
/// bits say which of four pixels it is, the next which of four blocks of four, and so on.
ThresholdMask make_bayer_mask() {
  ThresholdMask mask{};
  for (std::size_t y = 0; y < ThresholdMask::side; ++y) {
    for (std::size_t x = 0; x < ThresholdMask::side; ++x) {
      std::size_t rank = 0;
      for (unsigned level = 0; level < levels; ++level) {
        const std::size_t right = x >> level & 1U;
        const std::size_t below = y >> level & 1U;
        // The corners in the order: upper left, lower right, upper right, lower left.
        rank = 4 * rank + 2 * (right ^ below) + below;
      }
      mask.ranks[y * ThresholdMask::side + x] = static_cast<std::uint16_t>(rank);
    }
  }
  return mask;
}

ThresholdMask make_blue_noise_mask() {
  ThresholdMask mask{};
  std::ranges::copy(void_and_cluster(ThresholdMask::side), mask.ranks.begin());
  return mask;
}

}  // namespace

const ThresholdMask& bayer_mask() {
  static const ThresholdMask mask = make_bayer_mask();
  return mask;
}

const ThresholdMask& blue_noise_mask() {
  static const ThresholdMask mask = make_blue_noise_mask();
  return mask;
}

}  // namespace color_clusters
