// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/histogram/color_histogram.h"

namespace color_clusters {

/// Counts the colors of pixels of any precision in bounded memory.
///
/// Colors are told apart to 2^-17 of the range 0 … 1 as long as there are few of them. When there
/// are more than fit, all bins are made twice as wide, as often as needed, and each keeps the exact
/// mean of its pixels. Sums are integers and the width depends only on the set of all pixels, so
/// the result does not depend on the order or on how the pixels were shared out between counters.
class FloatColorCounter {
 public:
  FloatColorCounter();

  /// Counts pixels of four floats: a gamma-encoded color (0 … 1 in gamut; larger and negative
  /// values are welcome) and alpha 0 … 1. Each is weighted by `pixel_weight` of alpha and its value
  /// in `mask` (0 … 1), which has one value per pixel or is empty when everything is selected. A
  /// pixel with a component that is infinite or not a number has no color and is left out; values
  /// beyond ± largest_highlight count as that.
  void add(std::span<const float> rgba, std::span<const float> mask);

  /// Adds what `other` has counted.
  void merge(const FloatColorCounter& other);

  /// The histogram of all that was counted.
  [[nodiscard]] ColorHistogram histogram() const;

 private:
  __extension__ using Sum = __int128;
  /// A slot of the hash table; unused while `weight` is 0.
  struct Bin {
    std::uint64_t key;
    std::uint64_t weight;
    /// Per channel, value times weight in units of 2^-40.
    std::array<Sum, 3> sums;
  };

  void add_to_bin(std::uint64_t key, std::uint64_t weight, const std::array<Sum, 3>& sums);
  Bin& find_slot(std::uint64_t key);
  void widen_bins();

  std::vector<Bin> table_;
  std::size_t used_ = 0;
  /// How many pixels were counted.
  std::size_t pixels_ = 0;
  /// How often the bins were made twice as wide: bins are told apart by their Morton keys without
  /// the lowest 3 × `widenings_` bits.
  unsigned widenings_ = 0;
};

}  // namespace color_clusters
