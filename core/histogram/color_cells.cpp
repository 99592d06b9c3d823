// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/histogram/color_cells.h"

#include <new>

namespace color_clusters {
namespace {

/// The parts of the channels that a cell lies in.
std::array<std::int64_t, 3> parts_of(std::uint32_t index) {
  const std::array<std::uint8_t, 3> parts = morton_color(index);
  return {parts[0], parts[1], parts[2]};
}

}  // namespace

ColorCells::ColorCells() : memory_(std::calloc(count * sizeof(Cell) + page_bytes, 1)) {
  if (!memory_) throw std::bad_alloc();
  void* first = memory_.get();
  std::size_t bytes = count * sizeof(Cell) + page_bytes;
  cells_ = static_cast<Cell*>(std::align(page_bytes, count * sizeof(Cell), first, bytes));
}

void ColorCells::add(std::uint32_t index, const ColorSums& sums) {
  Cell& cell = ready_cell(index);
  const std::array<std::int64_t, 3> parts = parts_of(index);
  if (sums.weight >= static_cast<std::uint64_t>(most_weight)) {
    ColorSums& emptied = emptied_[index];
    emptied.add(sums);
    if (cell.weight == 0) {
      // A part of the color that differences are measured from stays, so that the cell is seen to
      // be used.
      cell.weight = 1;
      --emptied.weight;
      for (std::size_t c = 0; c < 3; ++c) {
        emptied.sums[c].add_units(-(parts[c] << (unit_bits - cell_bits)));
      }
    }
    return;
  }
  const auto weight = static_cast<std::int64_t>(sums.weight);
  cell.weight += weight;
  for (std::size_t c = 0; c < 3; ++c) {
    // The difference fits into 64 bits, its two parts need not.
    const std::uint64_t units = (static_cast<std::uint64_t>(sums.sums[c].whole) << unit_bits) +
                                static_cast<std::uint64_t>(sums.sums[c].units);
    const auto base = static_cast<std::uint64_t>(parts[c] * weight) << (unit_bits - cell_bits);
    cell.sums[c] += static_cast<std::int64_t>(units - base);
  }
}

void ColorCells::empty(std::uint32_t index) {
  emptied_[index].add(sums_in_table(index));
  cells_[index] = {};
}

ColorSums ColorCells::sums_in_table(std::uint32_t index) const {
  const Cell& cell = cells_[index];
  const std::array<std::int64_t, 3> parts = parts_of(index);
  ColorSums result{.weight = static_cast<std::uint64_t>(cell.weight), .sums = {}};
  for (std::size_t c = 0; c < 3; ++c) {
    const std::int64_t corners = parts[c] * cell.weight;
    result.sums[c].whole = corners >> cell_bits;
    result.sums[c].add_units((corners & ((std::int64_t{1} << cell_bits) - 1))
                             << (unit_bits - cell_bits));
    result.sums[c].add_units(cell.sums[c]);
  }
  return result;
}

ColorSums ColorCells::sums(std::uint32_t index) const {
  ColorSums result = sums_in_table(index);
  if (!emptied_.empty()) {
    const auto found = emptied_.find(index);
    if (found != emptied_.end()) result.add(found->second);
  }
  return result;
}

void ColorCells::merge(const ColorCells& other) {
  for (const std::uint32_t index : other.used(0, count)) {
    Cell& cell = ready_cell(index);
    const Cell& from = other.cells_[index];
    cell.weight += from.weight;
    for (std::size_t c = 0; c < 3; ++c) cell.sums[c] += from.sums[c];
  }
  for (const auto& [index, sums] : other.emptied_) emptied_[index].add(sums);
}

std::vector<std::uint32_t> ColorCells::used(std::uint32_t first, std::uint32_t end) const {
  std::vector<std::uint32_t> indices;
  for (std::uint32_t region = first >> region_bits; region < end >> region_bits; ++region) {
    if (!is_used_[region]) continue;
    for (std::uint32_t i = region << region_bits; i < (region + 1) << region_bits; ++i) {
      if (cells_[i].weight != 0) indices.push_back(i);
    }
  }
  return indices;
}

}  // namespace color_clusters
