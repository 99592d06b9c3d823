// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/histogram/color_histogram.h"

namespace color_clusters {

/// Counts the distinct colors of 8-bit pixels exactly.
///
/// One counter belongs to one thread; `merge` brings the counters of several threads together. All
/// sums are integers, so the result does not depend on how the pixels were shared out.
class ByteColorCounter {
 public:
  /// `expected_pixels`: how many will be counted, by all counters that are to be merged, if known.
  explicit ByteColorCounter(std::size_t expected_pixels = 0);
  ByteColorCounter(ByteColorCounter&&) noexcept;
  ByteColorCounter& operator=(ByteColorCounter&&) noexcept;
  ~ByteColorCounter();

  /// Counts opaque, fully selected pixels, three bytes each.
  void add(std::span<const std::uint8_t> rgb);

  /// Counts pixels of four bytes (color, alpha), each weighted by alpha times its selection mask
  /// value. `mask` has one byte per pixel, or is empty when everything is selected.
  void add_weighted(std::span<const std::uint8_t> rgba, std::span<const std::uint8_t> mask);

  /// Takes over what `other` has counted.
  void merge(ByteColorCounter&& other);

  /// The histogram of all that was counted: colors as value / 255 per channel.
  [[nodiscard]] ColorHistogram histogram(int threads = 1) const;

 private:
  template <typename Sum>
  class Table;
  template <typename Sum>
  class Total;
  class Contents;
  struct Entries;
  /// Counts full pixels: small, because it is cleared, filled at random and read as a whole.
  using FullTable = Table<std::uint8_t>;
  /// Adds up the weights of all others.
  using PartialTable = Table<std::uint32_t>;

  [[nodiscard]] bool is_pending() const { return full_.empty() && partial_.empty(); }
  FullTable& full_table();
  PartialTable& partial_table();
  void move_pending_to_table();
  void add_full(std::span<const std::uint32_t> indices);
  [[nodiscard]] ColorHistogram histogram_of_pending() const;
  [[nodiscard]] ColorHistogram histogram_of_tables(int threads) const;

  /// Morton indices of the first full pixels. A small picture touches most pages of a table, which
  /// takes longer than to sort its pixels.
  std::vector<std::uint32_t> pending_;
  /// How many pixels were counted, here and in those that were merged.
  std::size_t pixels_ = 0;
  /// The first table of a kind is this counter's own, the others were merged. None as long as the
  /// pixels are pending.
  std::vector<FullTable> full_;
  std::vector<PartialTable> partial_;
};

}  // namespace color_clusters
