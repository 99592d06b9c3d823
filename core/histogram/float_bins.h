// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/prefetch.h"
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

  /// To add to a bin takes two waits for memory, for its number in the table and then for the bin.
  /// Both can be asked for in advance, one after the other.
  void prefetch_slot(std::uint64_t key) const { prefetch(table_[first_slot(widened(key))]); }
  void prefetch_bin(std::uint64_t key) const {
    const std::uint32_t number = table_[first_slot(widened(key))];
    if (number != 0) prefetch(bins_[number - 1]);
  }

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
  /// A key as bins have it.
  [[nodiscard]] std::uint64_t widened(std::uint64_t key) const { return key >> (3 * widenings_); }
  /// Where the search for the number of such a key begins.
  [[nodiscard]] std::size_t first_slot(std::uint64_t key) const;
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
