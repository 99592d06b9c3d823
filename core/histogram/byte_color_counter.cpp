// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/histogram/byte_color_counter.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <numeric>
#include <utility>

#include "core/base/large_arrays.h"
#include "core/base/parallel.h"
#include "core/base/simd.h"
#include "core/color/morton.h"
#include "core/histogram/pixel_weight.h"

namespace color_clusters {
namespace {

constexpr std::uint32_t color_count = 1U << 24U;
constexpr std::uint32_t cell_size = 512;  // 8 × 8 × 8 colors
constexpr std::uint32_t cell_count = color_count / cell_size;
constexpr std::uint32_t bin_size = 8;  // 2 × 2 × 2 colors

/// More pixels than this go to a table.
constexpr std::size_t max_pending = std::size_t{1} << 20U;

/// Pixels that are looked up in memory at a time.
constexpr std::size_t batch_size = 256;

/// More entries than this only make everything after the count slower: with one for each bin, of
/// which there are never more, a center moves by far less than a byte step.
constexpr std::size_t max_entries = color_count / bin_size;

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
std::size_t count_used(UsedColors used) { return used * 0x0101010101010101U >> 56U; }

/// Calls `use` with the number, 0 … 7, of each color that occurs.
template <typename Use>
void for_each_used(UsedColors used, const Use& use) {
  while (used != 0) {
    use(static_cast<std::uint32_t>(std::countr_zero(used)) / 8);
    used &= used - 1;
  }
}

constexpr std::array<float, 256> make_unit_values() {
  std::array<float, 256> values{};
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i) / 255.0F;
  return values;
}

/// Each byte as a part of 255.
constexpr std::array<float, 256> unit_values = make_unit_values();

/// The color at a place in Morton order as value / 255 per channel.
Color color_at(std::uint32_t index) {
  const std::array<std::uint8_t, 3> bytes = morton_color(index);
  return {unit_values[bytes[0]], unit_values[bytes[1]], unit_values[bytes[2]]};
}

/// Sorts values below 2^24 (radix sort, two digits of twelve bits).
void sort_indices(std::vector<std::uint32_t>& values) {
  constexpr std::uint32_t digits = 1U << 12U;
  std::vector<std::uint32_t> sorted(values.size());
  for (const unsigned shift : {0U, 12U}) {
    std::array<std::uint32_t, digits> position{};
    for (const std::uint32_t value : values) ++position[(value >> shift) % digits];
    std::exclusive_scan(position.begin(), position.end(), position.begin(), 0U);
    std::uint32_t* const to = sorted.data();
    for (const std::uint32_t value : values) to[position[(value >> shift) % digits]++] = value;
    values.swap(sorted);
  }
}

}  // namespace

/// Where the entries of a histogram go.
struct ByteColorCounter::Entries {
  Color* colors;
  double* weights;

  void push(const Color& color, double weight) {
    *colors++ = color;
    *weights++ = weight;
  }
};

/// One sum per color, in Morton order.
template <typename Sum>
class ByteColorCounter::Table {
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
    UsedColors result = 0;
    std::memcpy(&result, &used, sizeof result);
    return result & 0x0101010101010101U;
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
class ByteColorCounter::Total {
  struct Overflows {
    std::uint32_t index;
    std::uint32_t count;
  };

 public:
  explicit Total(const std::vector<Table<Sum>>& tables) : tables_(tables) {
    std::vector<std::uint32_t> indices;
    for (const Table<Sum>& table : tables) {
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
    return std::ranges::any_of(tables_,
                               [cell](const Table<Sum>& table) { return table.uses_cell(cell); });
  }

  [[nodiscard]] UsedColors used_in_bin(std::uint32_t first) const {
    UsedColors used = 0;
    for (const Table<Sum>& table : tables_) used |= table.used_in_bin(first);
    return used;
  }

  /// Reads sums in the order of colors, of all that occur from one on.
  class Reader {
   public:
    Reader(const Total& total, std::uint32_t first)
        : tables_(total.tables_),
          next_(std::ranges::lower_bound(total.overflows_, first, {}, &Overflows::index)) {}

    /// An integer, so that it does not matter in which order the tables are added up.
    [[nodiscard]] std::uint64_t sum(std::uint32_t index) {
      std::uint64_t sum = 0;
      for (const Table<Sum>& table : tables_) sum += table.sum(index);
      if (next_->index != index) return sum;
      return sum + std::uint64_t{next_++->count} * std::numeric_limits<Sum>::max();
    }

   private:
    std::span<const Table<Sum>> tables_;
    typename std::vector<Overflows>::const_iterator next_;
  };

 private:
  const std::vector<Table<Sum>>& tables_;
  /// In the order of colors; the last one is no color.
  std::vector<Overflows> overflows_;
};

/// What all tables hold together.
class ByteColorCounter::Contents {
 public:
  explicit Contents(const ByteColorCounter& counter)
      : full_(counter.full_), partial_(counter.partial_) {}

  [[nodiscard]] bool uses_cell(std::uint32_t cell) const {
    return full_.uses_cell(cell) || partial_.uses_cell(cell);
  }

  /// Calls `use` with each bin in a cell that has any colors, and which those are.
  template <typename Use>
  void for_each_used_bin(std::uint32_t cell, const Use& use) const {
    for (std::uint32_t bin = cell * cell_size; bin < (cell + 1) * cell_size; bin += bin_size) {
      const UsedColors used = full_.used_in_bin(bin) | partial_.used_in_bin(bin);
      if (used != 0) use(bin, used);
    }
  }

  /// Makes entries of bins in the order of colors, of all that have any from one cell on.
  class Reader {
   public:
    Reader(const Contents& contents, std::uint32_t first_cell, Entries entries)
        : full_(contents.full_, first_cell * cell_size),
          partial_(contents.partial_, first_cell * cell_size),
          entries_(entries) {}

    /// Adds an entry for each color of a bin.
    void push_colors(std::uint32_t bin, UsedColors used) {
      for_each_used(used,
                    [&](std::uint32_t i) { entries_.push(color_at(bin + i), weight(bin + i)); });
    }

    /// Adds one entry for all colors of a bin.
    void push_bin(std::uint32_t bin, UsedColors used) {
      double total = 0.0;
      std::array<double, 3> sum{};
      for_each_used(used, [&](std::uint32_t i) {
        const std::array<std::uint8_t, 3> color = morton_color(bin + i);
        const double color_weight = weight(bin + i);
        total += color_weight;
        for (std::size_t c = 0; c < 3; ++c) sum[c] += color_weight * color[c];
      });
      Color mean{};
      for (std::size_t c = 0; c < 3; ++c) mean[c] = static_cast<float>(sum[c] / total / 255.0);
      entries_.push(mean, total);
    }

   private:
    [[nodiscard]] double weight(std::uint32_t index) {
      return static_cast<double>(full_.sum(index) * full_weight + partial_.sum(index));
    }

    Total<std::uint8_t>::Reader full_;
    Total<std::uint32_t>::Reader partial_;
    Entries entries_;
  };

 private:
  Total<std::uint8_t> full_;
  Total<std::uint32_t> partial_;
};

ByteColorCounter::ByteColorCounter(std::size_t expected_pixels) {
  if (expected_pixels > max_pending) full_table();
}
ByteColorCounter::ByteColorCounter(ByteColorCounter&&) noexcept = default;
ByteColorCounter& ByteColorCounter::operator=(ByteColorCounter&&) noexcept = default;
ByteColorCounter::~ByteColorCounter() = default;

ByteColorCounter::FullTable& ByteColorCounter::full_table() {
  if (full_.empty()) full_.emplace_back();
  return full_.front();
}

ByteColorCounter::PartialTable& ByteColorCounter::partial_table() {
  if (partial_.empty()) {
    move_pending_to_table();
    partial_.emplace_back();
  }
  return partial_.front();
}

void ByteColorCounter::move_pending_to_table() {
  if (pending_.empty()) return;
  full_table().add_ones(pending_);
  pending_ = {};
}

void ByteColorCounter::add_full(std::span<const std::uint32_t> indices) {
  if (is_pending() && pending_.size() + indices.size() <= max_pending) {
    pending_.insert(pending_.end(), indices.begin(), indices.end());
    return;
  }
  move_pending_to_table();
  full_table().add_ones(indices);
}

void ByteColorCounter::add(std::span<const std::uint8_t> rgb) {
  std::array<std::uint32_t, batch_size> indices;
  pixels_ += rgb.size() / 3;
  while (rgb.size() >= 3) {
    const std::size_t count = std::min(batch_size, rgb.size() / 3);
    morton_indices(rgb.first(3 * count), indices.data());
    add_full(std::span(indices).first(count));
    rgb = rgb.subspan(3 * count);
  }
}

void ByteColorCounter::add_weighted(std::span<const std::uint8_t> rgba,
                                    std::span<const std::uint8_t> mask) {
  std::array<std::uint32_t, batch_size> full;
  std::size_t full_count = 0;
  std::size_t counted = 0;
  for (std::size_t pixel = 0; 4 * pixel + 3 < rgba.size(); ++pixel) {
    const std::uint8_t* p = &rgba[4 * pixel];
    const std::uint32_t weight = pixel_weight(p[3], mask.empty() ? std::uint8_t{255} : mask[pixel]);
    if (weight == 0) continue;
    ++counted;
    const std::uint32_t index = morton_index(p[0], p[1], p[2]);
    if (weight != full_weight) {
      partial_table().add(index, weight);
      continue;
    }
    full[full_count++] = index;
    if (full_count == full.size()) {
      add_full(full);
      full_count = 0;
    }
  }
  if (full_count > 0) add_full(std::span(full).first(full_count));
  pixels_ += counted;
}

void ByteColorCounter::merge(ByteColorCounter&& other) {
  pixels_ += std::exchange(other.pixels_, 0);
  if (is_pending() && other.is_pending() &&
      pending_.size() + other.pending_.size() <= max_pending) {
    pending_.insert(pending_.end(), other.pending_.begin(), other.pending_.end());
    other.pending_.clear();
    return;
  }
  move_pending_to_table();
  other.move_pending_to_table();
  std::ranges::move(other.full_, std::back_inserter(full_));
  std::ranges::move(other.partial_, std::back_inserter(partial_));
  other.full_.clear();
  other.partial_.clear();
}

ColorHistogram ByteColorCounter::histogram(int threads) const {
  ColorHistogram result = is_pending() ? histogram_of_pending() : histogram_of_tables(threads);
  result.pixels = pixels_;
  return result;
}

ColorHistogram ByteColorCounter::histogram_of_pending() const {
  std::vector<std::uint32_t> sorted = pending_;
  sort_indices(sorted);

  ColorHistogram result;
  result.pixel_weight = full_weight;
  result.total_weight = static_cast<double>(sorted.size()) * full_weight;
  // Where each color ends; found without a branch, because it cannot be predicted.
  std::vector<std::uint32_t> ends(sorted.size());
  std::size_t colors = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    ends[colors] = static_cast<std::uint32_t>(i + 1);
    colors += i + 1 == sorted.size() || sorted[i] != sorted[i + 1] ? 1 : 0;
  }
  result.distinct_colors = colors;
  result.colors.resize(colors);
  result.weights.resize(colors);
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < colors; ++i) {
    result.colors[i] = color_at(sorted[begin]);
    result.weights[i] = static_cast<double>(ends[i] - begin) * full_weight;
    begin = ends[i];
  }
  return result;
}

ColorHistogram ByteColorCounter::histogram_of_tables(int threads) const {
  constexpr std::uint32_t cells_per_piece = 64;
  constexpr std::uint32_t pieces = cell_count / cells_per_piece;
  const Contents contents(*this);

  struct Piece {
    std::vector<std::uint32_t> used_cells;
    std::size_t colors = 0;
    std::size_t bins = 0;
  };
  std::vector<Piece> counted(pieces);
  parallel_for(pieces, threads, [&](std::size_t i) {
    Piece piece;
    const auto first_cell = static_cast<std::uint32_t>(i) * cells_per_piece;
    for (std::uint32_t cell = first_cell; cell < first_cell + cells_per_piece; ++cell) {
      if (!contents.uses_cell(cell)) continue;
      piece.used_cells.push_back(cell);
      contents.for_each_used_bin(cell, [&](std::uint32_t, UsedColors used) {
        piece.colors += count_used(used);
        ++piece.bins;
      });
    }
    counted[i] = std::move(piece);
  });

  ColorHistogram result;
  result.pixel_weight = full_weight;
  for (const Piece& piece : counted) result.distinct_colors += piece.colors;
  const bool use_bins = result.distinct_colors > max_entries;
  std::vector<std::size_t> begin(pieces + 1, 0);
  for (std::size_t i = 0; i < pieces; ++i) {
    begin[i + 1] = begin[i] + (use_bins ? counted[i].bins : counted[i].colors);
  }
  result.colors.resize(begin[pieces]);
  result.weights.resize(begin[pieces]);
  parallel_for(pieces, threads, [&](std::size_t i) {
    Contents::Reader reader(contents, static_cast<std::uint32_t>(i) * cells_per_piece,
                            {result.colors.data() + begin[i], result.weights.data() + begin[i]});
    for (const std::uint32_t cell : counted[i].used_cells) {
      contents.for_each_used_bin(cell, [&](std::uint32_t bin, UsedColors used) {
        use_bins ? reader.push_bin(bin, used) : reader.push_colors(bin, used);
      });
    }
  });
  result.total_weight = std::accumulate(result.weights.begin(), result.weights.end(), 0.0);
  return result;
}

}  // namespace color_clusters
