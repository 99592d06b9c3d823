// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/histogram/exact_sum.h"

namespace color_clusters {

/// What some pixels of about the same color add up to.
struct FloatBin {
  /// The key of their colors (value_code.h) without the lowest 3 × `widenings` bits.
  std::uint64_t key = 0;
  ColorSums sums;
};

/// Bins by their keys, with a hash table of their numbers that grows as it takes.
class FloatBins {
 public:
  /// For up to `most` bins.
  explicit FloatBins(std::size_t most, unsigned widenings = 0);

  /// Adds sums, whose weight is not 0, to the bin that a key (all 63 bits) belongs to. False, and
  /// nothing happens, if it is a new one and there is no room for more.
  bool add(std::uint64_t key, const ColorSums& sums);

  /// Makes all bins twice as wide in each channel.
  void widen();

  /// How often they were made twice as wide.
  [[nodiscard]] unsigned widenings() const { return widenings_; }

  [[nodiscard]] std::size_t size() const { return bins_.size(); }

  /// Calls `use(key, sums)` for all, in any order; keys with all 63 bits, the lowest 0.
  template <typename Use>
  void for_each(const Use& use) const {
    for (const FloatBin& bin : bins_) use(bin.key << (3 * widenings_), bin.sums);
  }

  /// In the order of their keys.
  [[nodiscard]] std::vector<const FloatBin*> sorted() const;

 private:
  /// Where the number of a key's bin is in the table or, if it has none, belongs.
  std::uint32_t& find_slot(std::uint64_t key);
  void grow();

  std::vector<FloatBin> bins_;
  /// For each slot the number of a bin + 1, or 0. Half full at most, so that a search ends after a
  /// step or two.
  std::vector<std::uint32_t> table_;
  std::size_t most_;
  unsigned widenings_;
};

}  // namespace color_clusters
