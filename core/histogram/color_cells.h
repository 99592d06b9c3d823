// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/color/morton.h"
#include "core/histogram/exact_sum.h"
#include "core/histogram/value_code.h"

namespace color_clusters {

/// Sums for each of the 2^21 cells that cut the ordinary colors (value_code.h) into 128 parts a
/// channel, in Morton order: for pictures that have colors in many of them.
class ColorCells {
 public:
  static constexpr unsigned cell_bits = 7;
  static constexpr std::uint32_t count = 1U << (3 * cell_bits);

  ColorCells();

  /// A pixel on its way into a cell.
  struct Pixel {
    std::uint32_t cell;
    /// 1 … 65535.
    std::uint32_t weight;
    /// Its differences to the place that the cell measures from.
    std::array<std::int64_t, 3> differences;
  };

  /// Finds the cell of a pixel, whose channels are so many units (ordinary_units), and has the
  /// processor fetch it: what is added a while later need not wait for memory.
  Pixel find_cell(std::int64_t r, std::int64_t g, std::int64_t b, std::uint32_t weight) {
    const auto cell_r = static_cast<std::uint8_t>(ordinary_code<cell_bits>(r));
    const auto cell_g = static_cast<std::uint8_t>(ordinary_code<cell_bits>(g));
    const auto cell_b = static_cast<std::uint8_t>(ordinary_code<cell_bits>(b));
    const std::uint32_t cell = morton_index(cell_r, cell_g, cell_b);
    __builtin_prefetch(&cells_[cell], 1);
    return {cell, weight, {r - base_of(cell_r), g - base_of(cell_g), b - base_of(cell_b)}};
  }

  void add(const Pixel& pixel) {
    Cell& cell = ready_cell(pixel.cell);
    const auto weight = static_cast<std::int64_t>(pixel.weight);
    cell.weight += weight;
    for (std::size_t c = 0; c < 3; ++c) cell.sums[c] += pixel.differences[c] * weight;
  }

  /// Pixels that are looked up in memory at a time.
  static constexpr std::size_t batch_size = 256;

  /// Adds up to batch_size pixels of four floats, a gamma-encoded color and alpha, with the full
  /// weight, as far as they are opaque and their colors ordinary; returns how many are not, and
  /// their numbers in `others`.
  std::size_t add_opaque(std::span<const float> rgba, std::span<std::uint32_t> others);

  /// Adds sums of colors that all lie in one cell.
  void add(std::uint32_t index, const ColorSums& sums);

  void merge(const ColorCells& other);

  /// The cells that anything was added to, in order, of those from `first` to before `end`.
  [[nodiscard]] std::vector<std::uint32_t> used(std::uint32_t first, std::uint32_t end) const;

  [[nodiscard]] ColorSums sums(std::uint32_t index) const;

 private:
  /// Sums are of the differences to a place near the cell's corner. A cell that has anything has a
  /// weight.
  struct alignas(32) Cell {
    std::array<std::int64_t, 3> sums;
    std::int64_t weight;
  };
  /// What a cell's weight may be before it is emptied: differences are below 2^34, so that two
  /// cells added up stay far from the ends of 64 bits.
  static constexpr std::int64_t most_weight = std::int64_t{1} << 27U;
  /// Cells that are noted together when something is added to one of them: a page of memory.
  static constexpr unsigned region_bits = 7;
  static constexpr std::size_t page_bytes = sizeof(Cell) << region_bits;

  static std::int64_t base_of(std::uint32_t part) {
    return std::int64_t{part} << (unit_bits - cell_bits);
  }

  Cell& ready_cell(std::uint32_t index) {
    const std::uint32_t region = index >> region_bits;
    if (!is_used_[region]) {
      is_used_[region] = true;
      // Written before it is ever read, a page is mapped once and not twice.
      cells_[index].weight = 0;
    }
    Cell& cell = cells_[index];
    if (cell.weight >= most_weight) [[unlikely]]
      empty(index);
    return cell;
  }
  std::size_t add_opaque_avx2(std::span<const float> rgba, std::span<std::uint32_t> others);
  void empty(std::uint32_t index);
  [[nodiscard]] ColorSums sums_in_table(std::uint32_t index) const;

  struct Free {
    void operator()(void* memory) const noexcept { std::free(memory); }
  };
  /// Memory that the system fills with 0 where it is touched: a photograph lies in a tenth of it.
  /// Not in large pages, of which most would be touched.
  std::unique_ptr<void, Free> memory_;
  /// In the memory, at the beginning of a page.
  Cell* cells_;
  std::array<bool, (count >> region_bits)> is_used_{};
  /// What was taken out of cells that had too much.
  std::unordered_map<std::uint32_t, ColorSums> emptied_;
};

}  // namespace color_clusters
