// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/byte_color_counter.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <new>
#include <numeric>
#include <utility>

#include "core/morton.h"
#include "core/parallel.h"

namespace color_clusters {
namespace {

constexpr std::uint32_t color_count = 1U << 24U;
constexpr std::uint32_t cell_bits = 9;  // 8 × 8 × 8 colors
constexpr std::uint32_t cell_size = 1U << cell_bits;
constexpr std::uint32_t cell_count = color_count / cell_size;

/// More pixels than this go to a table.
constexpr std::size_t max_pending = std::size_t{1} << 20U;

/// More entries than this only make everything after the count slower: with 2 × 2 × 2 bins, of
/// which there are never more, a center moves by far less than a byte step.
constexpr std::size_t max_entries = color_count / 8;

/// Weights of the colors of one cell.
using CellWeights = std::array<std::uint64_t, cell_size>;

/// Writes one entry for each `bin` colors of a cell that have any weight; returns how many.
std::size_t write_entries(std::uint32_t cell, const CellWeights& weights, std::uint32_t bin,
                          Color* colors, double* entry_weights) {
  std::size_t written = 0;
  for (std::uint32_t first = 0; first < cell_size; first += bin) {
    std::uint64_t weight = 0;
    std::array<std::uint64_t, 3> sum{};
    for (std::uint32_t i = first; i < first + bin; ++i) {
      weight += weights[i];
      const std::array<std::uint8_t, 3> color = morton_color(cell * cell_size + i);
      for (std::size_t c = 0; c < 3; ++c) sum[c] += weights[i] * color[c];
    }
    if (weight == 0) continue;
    const auto total = static_cast<double>(weight);
    for (std::size_t c = 0; c < 3; ++c) {
      colors[written][c] = static_cast<float>(static_cast<double>(sum[c]) / total / 255.0);
    }
    entry_weights[written] = total;
    ++written;
  }
  return written;
}

/// Sorts values below 2^24 (radix sort, three digits of eight bits).
void sort_indices(std::vector<std::uint32_t>& values) {
  std::vector<std::uint32_t> sorted(values.size());
  for (const unsigned shift : {0U, 8U, 16U}) {
    std::array<std::uint32_t, 256> position{};
    for (const std::uint32_t value : values) ++position[(value >> shift) & 255U];
    std::exclusive_scan(position.begin(), position.end(), position.begin(), 0U);
    std::uint32_t* const to = sorted.data();
    for (const std::uint32_t value : values) to[position[(value >> shift) & 255U]++] = value;
    values.swap(sorted);
  }
}

}  // namespace

/// One sum per color.
class ByteColorCounter::Table {
 public:
  Table()
      : sums_(static_cast<std::uint32_t*>(std::calloc(color_count, sizeof(std::uint32_t)))),
        cell_used_(cell_count, 0) {
    if (!sums_) throw std::bad_alloc();
  }

  void add(std::uint32_t index, std::uint32_t weight) {
    const std::uint32_t sum = sums_[index] + weight;
    if (sum < weight) [[unlikely]]
      ++carries_[index];
    sums_[index] = sum;
    cell_used_[index >> cell_bits] = 1;
  }

  void add_cell_to(std::uint32_t cell, CellWeights& weights) const {
    if (!cell_used_[cell]) return;
    const std::uint32_t first = cell * cell_size;
    for (std::uint32_t i = 0; i < cell_size; ++i) weights[i] += sums_[first + i];
    for (auto carry = carries_.lower_bound(first);
         carry != carries_.end() && carry->first < first + cell_size; ++carry) {
      weights[carry->first - first] += std::uint64_t{carry->second} << 32U;
    }
  }

  [[nodiscard]] bool uses(std::uint32_t cell) const { return cell_used_[cell] != 0; }

 private:
  struct Free {
    void operator()(std::uint32_t* memory) const { std::free(memory); }
  };
  /// In Morton order. From calloc, so that pages of colors that never occur cost neither time nor
  /// memory.
  std::unique_ptr<std::uint32_t[], Free> sums_;
  /// How often the sum of a color passed 2^32.
  std::map<std::uint32_t, std::uint32_t> carries_;
  /// Whether any color of a cell was counted.
  std::vector<std::uint8_t> cell_used_;
};

ByteColorCounter::ByteColorCounter() = default;
ByteColorCounter::ByteColorCounter(ByteColorCounter&&) noexcept = default;
ByteColorCounter& ByteColorCounter::operator=(ByteColorCounter&&) noexcept = default;
ByteColorCounter::~ByteColorCounter() = default;

ByteColorCounter::Table& ByteColorCounter::table() {
  if (tables_.empty()) tables_.push_back(std::make_unique<Table>());
  return *tables_.front();
}

void ByteColorCounter::move_pending_to_table() {
  if (pending_.empty()) return;
  Table& table = this->table();
  for (const std::uint32_t index : pending_) table.add(index, full_weight);
  pending_ = {};
}

void ByteColorCounter::add(std::span<const std::uint8_t> rgb) {
  const std::size_t pixels = rgb.size() / 3;
  if (tables_.empty() && pending_.size() + pixels <= max_pending) {
    for (std::size_t i = 0; i < 3 * pixels; i += 3) {
      pending_.push_back(morton_index(rgb[i], rgb[i + 1], rgb[i + 2]));
    }
    return;
  }
  move_pending_to_table();
  Table& table = this->table();
  for (std::size_t i = 0; i < 3 * pixels; i += 3) {
    table.add(morton_index(rgb[i], rgb[i + 1], rgb[i + 2]), full_weight);
  }
}

void ByteColorCounter::add_weighted(std::span<const std::uint8_t> rgba,
                                    std::span<const std::uint8_t> mask) {
  move_pending_to_table();
  Table& table = this->table();
  for (std::size_t pixel = 0; 4 * pixel + 3 < rgba.size(); ++pixel) {
    const std::uint8_t* p = &rgba[4 * pixel];
    const std::uint32_t weight = p[3] * (mask.empty() ? 255U : mask[pixel]);
    if (weight > 0) table.add(morton_index(p[0], p[1], p[2]), weight);
  }
}

void ByteColorCounter::merge(ByteColorCounter&& other) {
  if (tables_.empty() && other.tables_.empty() &&
      pending_.size() + other.pending_.size() <= max_pending) {
    pending_.insert(pending_.end(), other.pending_.begin(), other.pending_.end());
    other.pending_.clear();
    return;
  }
  move_pending_to_table();
  other.move_pending_to_table();
  std::ranges::move(other.tables_, std::back_inserter(tables_));
  other.tables_.clear();
}

ColorHistogram ByteColorCounter::histogram(int threads) const {
  return tables_.empty() ? histogram_of_pending() : histogram_of_tables(threads);
}

ColorHistogram ByteColorCounter::histogram_of_pending() const {
  std::vector<std::uint32_t> sorted = pending_;
  sort_indices(sorted);

  ColorHistogram result;
  result.pixel_weight = full_weight;
  result.total_weight = static_cast<double>(sorted.size()) * full_weight;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    result.distinct_colors += i == 0 || sorted[i] != sorted[i - 1];
  }
  result.colors.reserve(result.distinct_colors);
  result.weights.reserve(result.distinct_colors);
  for (std::size_t begin = 0; begin < sorted.size();) {
    std::size_t end = begin + 1;
    while (end < sorted.size() && sorted[end] == sorted[begin]) ++end;
    const std::array<std::uint8_t, 3> color = morton_color(sorted[begin]);
    result.colors.push_back({static_cast<float>(color[0]) / 255.0F,
                             static_cast<float>(color[1]) / 255.0F,
                             static_cast<float>(color[2]) / 255.0F});
    result.weights.push_back(static_cast<double>(end - begin) * full_weight);
    begin = end;
  }
  return result;
}

ColorHistogram ByteColorCounter::histogram_of_tables(int threads) const {
  constexpr std::uint32_t cells_per_piece = 512;
  constexpr std::uint32_t pieces = cell_count / cells_per_piece;
  const auto for_each_used_cell = [&](std::size_t piece, const auto& use) {
    CellWeights weights;
    const auto begin = static_cast<std::uint32_t>(piece) * cells_per_piece;
    for (std::uint32_t cell = begin; cell < begin + cells_per_piece; ++cell) {
      const auto uses = [&](const auto& table) { return table->uses(cell); };
      if (std::ranges::none_of(tables_, uses)) continue;
      weights.fill(0);
      for (const auto& table : tables_) table->add_cell_to(cell, weights);
      use(cell, weights);
    }
  };

  struct Counts {
    std::size_t colors = 0;
    std::size_t bins = 0;
  };
  // Colors of one bin follow each other in Morton order.
  constexpr std::uint32_t colors_per_bin = 8;
  std::vector<Counts> counts(pieces);
  parallel_for(pieces, threads, [&](std::size_t piece) {
    for_each_used_cell(piece, [&](std::uint32_t, const CellWeights& weights) {
      for (std::uint32_t first = 0; first < cell_size; first += colors_per_bin) {
        std::size_t colors = 0;
        for (std::uint32_t i = first; i < first + colors_per_bin; ++i) colors += weights[i] != 0;
        counts[piece].colors += colors;
        counts[piece].bins += colors != 0;
      }
    });
  });

  ColorHistogram result;
  result.pixel_weight = full_weight;
  for (const Counts& count : counts) result.distinct_colors += count.colors;
  const bool use_bins = result.distinct_colors > max_entries;
  std::vector<std::size_t> begin(pieces + 1, 0);
  for (std::size_t piece = 0; piece < pieces; ++piece) {
    begin[piece + 1] = begin[piece] + (use_bins ? counts[piece].bins : counts[piece].colors);
  }
  result.colors.resize(begin[pieces]);
  result.weights.resize(begin[pieces]);
  parallel_for(pieces, threads, [&](std::size_t piece) {
    std::size_t at = begin[piece];
    for_each_used_cell(piece, [&](std::uint32_t cell, const CellWeights& weights) {
      at += write_entries(cell, weights, use_bins ? colors_per_bin : 1, &result.colors[at],
                          &result.weights[at]);
    });
  });
  result.total_weight = std::accumulate(result.weights.begin(), result.weights.end(), 0.0);
  return result;
}

}  // namespace color_clusters
