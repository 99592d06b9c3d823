// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/base/large_arrays.h"
#include "core/base/simd.h"

namespace color_clusters {

/// All colors of 8 bits, in Morton order: in cells, and these in bins.
inline constexpr std::uint32_t color_count = 1U << 24U;
inline constexpr std::uint32_t cell_size = 512;  // 8 × 8 × 8 colors
inline constexpr std::uint32_t cell_count = color_count / cell_size;
inline constexpr std::uint32_t bin_size = 8;  // 2 × 2 × 2 colors

/// The sums of a bin in registers.
template <typename Sum>
struct BinSums;
template <>
struct BinSums<std::uint8_t> {
  using Vector = std::uint8_t __attribute__((vector_size(bin_size)));
};
template <>
struct BinSums<std::uint32_t> {
  using Vector = std::uint32_t __attribute__((vector_size(bin_size * sizeof(std::uint32_t))));
};

/// For each color of a bin a byte, which is 1 where the color occurs and else 0.
using UsedColors = std::uint64_t;

/// The bytes are added up in the highest one; not every processor counts bits.
inline std::size_t count_used(UsedColors used) { return used * 0x0101010101010101U >> 56U; }

/// Calls `use` with the number, 0 … 7, of each color that occurs.
template <typename Use>
void for_each_used(UsedColors used, const Use& use) {
  while (used != 0) {
    use(static_cast<std::uint32_t>(std::countr_zero(used)) / 8);
    used &= used - 1;
  }
}

/// Sorts values below 2^24 (radix sort, two digits of twelve bits).
void sort_indices(std::vector<std::uint32_t>& values);

/// One sum per color, in Morton order.
template <typename Sum>
class ColorTable {
 public:
  void add(std::uint32_t index, Sum amount) {
    map_region(index / region_size);
    add_to(&sums_[0], index, amount);
  }

  /// Adds 1 to each.
  void add_ones(std::span<const std::uint32_t> indices) {
    for (std::uint32_t region = 0; region < region_count; ++region) map_region(region);
    Sum* const sums = &sums_[0];
    for (const std::uint32_t index : indices) add_to(sums, index, 1);
  }

  [[nodiscard]] bool uses_cell(std::uint32_t cell) const {
    const std::uint32_t first = cell * cell_size;
    if (!is_mapped_[first / region_size]) return false;
    using Vector = std::uint64_t __attribute__((vector_size(16)));
    constexpr std::size_t step = sizeof(Vector) / sizeof(Sum);
    Vector used{};
    for (std::size_t i = 0; i < cell_size; i += step) used |= load<Vector>(&sums_[first + i]);
    return (used[0] | used[1]) != 0;
  }

  [[nodiscard]] UsedColors used_in_bin(std::uint32_t first) const {
    using Bytes = std::int8_t __attribute__((vector_size(bin_size)));
    const auto sums = load<typename BinSums<Sum>::Vector>(&sums_[first]);
    const Bytes used = __builtin_convertvector(sums != 0, Bytes);
    return byte_lanes(used) & 0x0101010101010101U;
  }

  /// Without what went past the largest `Sum`.
  [[nodiscard]] Sum sum(std::uint32_t index) const { return sums_[index]; }

  /// The color of each time that its sum went past the largest `Sum` and began anew.
  [[nodiscard]] const std::vector<std::uint32_t>& overflows() const { return overflows_; }

 private:
  static constexpr std::uint32_t region_size = (2U << 20U) / sizeof(Sum);
  static constexpr std::uint32_t region_count = color_count / region_size;

  /// Written before it is ever read, a large page is mapped once and not twice.
  void map_region(std::uint32_t region) {
    if (is_mapped_[region]) return;
    is_mapped_[region] = true;
    sums_[region * region_size] = 0;
  }

  void add_to(Sum* sums, std::uint32_t index, Sum amount) {
    auto sum = static_cast<Sum>(sums[index] + amount);
    if (sum < amount) [[unlikely]] {
      // Counted as the largest and the rest, so that the sum of a color that occurs is never 0.
      ++sum;
      overflows_.push_back(index);
    }
    sums[index] = sum;
  }

  ZeroedArray<Sum> sums_ = ZeroedArray<Sum>(color_count);
  std::array<bool, region_count> is_mapped_{};
  std::vector<std::uint32_t> overflows_;
};

/// The sums of all tables of a kind, in full.
template <typename Sum>
class ColorTotal {
  struct Overflows {
    std::uint32_t index;
    std::uint32_t count;
  };

 public:
  explicit ColorTotal(const std::vector<ColorTable<Sum>>& tables) : tables_(tables) {
    std::vector<std::uint32_t> indices;
    for (const ColorTable<Sum>& table : tables) {
      indices.insert(indices.end(), table.overflows().begin(), table.overflows().end());
    }
    sort_indices(indices);
    for (const std::uint32_t index : indices) {
      if (overflows_.empty() || overflows_.back().index != index) overflows_.push_back({index, 0});
      ++overflows_.back().count;
    }
    overflows_.push_back({color_count, 0});
  }

  [[nodiscard]] bool uses_cell(std::uint32_t cell) const {
    return std::ranges::any_of(
        tables_, [cell](const ColorTable<Sum>& table) { return table.uses_cell(cell); });
  }

  [[nodiscard]] UsedColors used_in_bin(std::uint32_t first) const {
    UsedColors used = 0;
    for (const ColorTable<Sum>& table : tables_) used |= table.used_in_bin(first);
    return used;
  }

  /// Reads sums in the order of colors, of all that occur from one on.
  class Reader {
   public:
    Reader(const ColorTotal& total, std::uint32_t first)
        : tables_(total.tables_),
          next_(std::ranges::lower_bound(total.overflows_, first, {}, &Overflows::index)) {}

    /// An integer, so that it does not matter in which order the tables are added up.
    [[nodiscard]] std::uint64_t sum(std::uint32_t index) {
      std::uint64_t sum = 0;
      for (const ColorTable<Sum>& table : tables_) sum += table.sum(index);
      if (next_->index != index) return sum;
      return sum + std::uint64_t{next_++->count} * std::numeric_limits<Sum>::max();
    }

   private:
    std::span<const ColorTable<Sum>> tables_;
    typename std::vector<Overflows>::const_iterator next_;
  };

 private:
  const std::vector<ColorTable<Sum>>& tables_;
  /// In the order of colors; the last one is no color.
  std::vector<Overflows> overflows_;
};

}  // namespace color_clusters
