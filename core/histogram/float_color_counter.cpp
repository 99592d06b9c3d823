// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/histogram/float_color_counter.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "core/base/parallel.h"
#include "core/color/highlight_curve.h"
#include "core/histogram/color_cells.h"
#include "core/histogram/pixel_weight.h"
#include "core/histogram/sort_keys.h"
#include "core/histogram/value_code.h"

namespace color_clusters {
namespace {

/// Enough for every cluster to be cut to its shape, few enough for each pass over them to be quick.
constexpr std::size_t max_bins = std::size_t{1} << 18U;

/// So many narrow bins of a large picture stay in the processor's cache.
constexpr std::size_t max_narrow_bins = std::size_t{1} << 15U;
constexpr std::size_t large_picture = std::size_t{1} << 20U;

/// Entries that a large picture may have in cells: photographs of 24 megapixels need more than
/// max_bins to be told apart to 7 bits, and their colors are clustered in blocks anyway.
constexpr std::size_t max_cells = std::size_t{1} << 20U;

constexpr std::size_t batch_size = ColorCells::batch_size;

/// Pixels that are kept at first.
constexpr std::size_t max_pending = std::size_t{1} << 18U;

/// Bins as wide as cells, and as the steps of 8 bits.
constexpr unsigned cell_widenings = code_step_bits - ColorCells::cell_bits;
constexpr unsigned byte_widenings = code_step_bits - 8;

/// With so many colors in 8 bits, finer steps tell nothing more of where clusters are.
constexpr std::size_t many_byte_colors = 1U << 13U;

std::uint32_t cell_of(std::uint64_t key) {
  return static_cast<std::uint32_t>(key >> (3 * cell_widenings)) % ColorCells::count;
}

/// What a value counts as.
float within_range(float value) { return std::clamp(value, -largest_highlight, largest_highlight); }

std::uint64_t key_of(const std::array<float, 3>& color) {
  std::array<std::uint32_t, 3> codes{};
  for (std::size_t c = 0; c < 3; ++c) {
    codes[c] = value_code(within_range(color[c]));
  }
  return color_key(codes[0], codes[1], codes[2]);
}

/// How many bins some colors make.
class BinCounts {
 public:
  /// `keys`, in order, without their lowest 3 × `widenings` bits.
  explicit BinCounts(std::span<const std::uint64_t> keys, unsigned widenings = 0) {
    // Keys that differ in none of the bits above the lowest 3 × n, but in one of the three below,
    // are in bins of their own until these have been made wider n times.
    bins_.fill(keys.empty() ? 0 : 1);
    for (std::size_t i = 1; i < keys.size(); ++i) {
      const std::uint64_t difference = keys[i] ^ keys[i - 1];
      if (difference != 0)
        ++bins_[widenings + static_cast<unsigned>(std::bit_width(difference) - 1) / 3];
    }
    for (std::size_t i = bins_.size() - 1; i-- > 0;) bins_[i] += bins_[i + 1] - bins_.back();
  }

  /// When they have been made twice as wide so many times.
  [[nodiscard]] std::size_t after(unsigned widenings) const { return bins_[widenings]; }

  /// Whether 8 bits tell enough of them apart.
  [[nodiscard]] bool are_many() const { return after(byte_widenings) >= many_byte_colors; }

 private:
  std::array<std::size_t, code_step_bits + 5> bins_{};
};

/// How often bins have to be made wider until there are at most `most` for some keys, or cells take
/// their place.
unsigned least_widenings(std::vector<std::uint64_t> keys, std::size_t most) {
  sort_keys(keys);
  const BinCounts counts(keys);
  unsigned widenings = counts.are_many() ? byte_widenings : 0;
  while (widenings < cell_widenings && counts.after(widenings) > most) ++widenings;
  return widenings;
}

/// Makes bins as wide as bytes where there are many of those.
void forget_more_than_bytes(FloatBins& bins) {
  if (bins.widenings() >= byte_widenings || bins.size() < many_byte_colors) return;
  std::vector<std::uint64_t> keys;
  for (const FloatBin* bin : bins.sorted()) keys.push_back(bin->key);
  if (!BinCounts(keys, bins.widenings()).are_many()) return;
  while (bins.widenings() < byte_widenings) bins.widen();
}

/// The bin of ordinary colors that cells go to when bins are made wider.
class CellGroups {
 public:
  explicit CellGroups(unsigned widenings) : shift_(3 * (widenings - cell_widenings)) {}

  /// Calls `use` with each run of cells in the same bin.
  template <typename Use>
  void for_each(std::span<const std::uint32_t> cells, const Use& use) const {
    for (std::size_t begin = 0; begin < cells.size();) {
      std::size_t end = begin + 1;
      while (end < cells.size() && cells[end] >> shift_ == cells[begin] >> shift_) ++end;
      use(cells.subspan(begin, end - begin));
      begin = end;
    }
  }

 private:
  unsigned shift_;
};

/// Parts of the cells that are listed by themselves. There are never more than max_bins bins of
/// 2 bits a channel, so none is wider than a part.
constexpr std::uint32_t cells_per_part = 1U << 15U;
constexpr std::uint32_t cell_parts = ColorCells::count / cells_per_part;

using PartsOfCells = std::vector<std::vector<std::uint32_t>>;

PartsOfCells used_cells(const ColorCells& cells, int threads) {
  PartsOfCells parts(cell_parts);
  parallel_for(cell_parts, threads, [&](std::size_t i) {
    const auto first = static_cast<std::uint32_t>(i) * cells_per_part;
    parts[i] = cells.used(first, first + cells_per_part);
  });
  return parts;
}

/// How many bins each part of the cells makes.
std::vector<std::size_t> count_groups(const PartsOfCells& parts, unsigned widenings) {
  const CellGroups groups(widenings);
  std::vector<std::size_t> counts(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    groups.for_each(parts[i], [&](std::span<const std::uint32_t>) { ++counts[i]; });
  }
  return counts;
}

/// Where the entries of a histogram go.
struct Entries {
  Color* colors;
  double* weights;

  void push(const ColorSums& sums) {
    const auto weight = static_cast<double>(sums.weight);
    for (std::size_t c = 0; c < 3; ++c) {
      (*colors)[c] = static_cast<float>(sums.sums[c].value() / weight);
    }
    *weights = weight;
    ++colors;
    ++weights;
  }
};

/// Lists the bins of ordinary colors that cells make, in their order.
void list_cells(const ColorCells& cells, const PartsOfCells& parts,
                std::span<const std::size_t> counts, unsigned widenings, Entries entries,
                int threads) {
  std::vector<std::size_t> begin(parts.size() + 1, 0);
  for (std::size_t i = 0; i < parts.size(); ++i) begin[i + 1] = begin[i] + counts[i];
  const CellGroups groups(widenings);
  parallel_for(parts.size(), threads, [&](std::size_t i) {
    Entries of_part{entries.colors + begin[i], entries.weights + begin[i]};
    groups.for_each(parts[i], [&](std::span<const std::uint32_t> group) {
      ColorSums sums = cells.sums(group.front());
      for (const std::uint32_t cell : group.subspan(1)) sums.add(cells.sums(cell));
      of_part.push(sums);
    });
  });
}

}  // namespace

FloatColorCounter::FloatColorCounter(std::size_t expected_pixels, bool has_many_colors)
    : expected_pixels_(expected_pixels), bins_(most_narrow_bins(expected_pixels)) {
  if (has_many_colors) {
    is_pending_ = false;
    use_cells();
  }
}
FloatColorCounter::FloatColorCounter(FloatColorCounter&&) noexcept = default;
FloatColorCounter& FloatColorCounter::operator=(FloatColorCounter&&) noexcept = default;
FloatColorCounter::~FloatColorCounter() = default;

std::size_t FloatColorCounter::most_narrow_bins(std::size_t expected_pixels) {
  return expected_pixels > large_picture ? max_narrow_bins : max_bins;
}

std::size_t FloatColorCounter::most_entries() const {
  return expected_pixels_ > large_picture ? max_cells : max_bins;
}

void FloatColorCounter::add_sums(std::uint64_t key, const ColorSums& sums) {
  for (;;) {
    if (cells_ && is_ordinary_key(key)) {
      cells_->add(cell_of(key), sums);
      return;
    }
    if (bins_.add(key, sums)) return;
    make_room();
  }
}

void FloatColorCounter::make_room() {
  if (cells_ || bins_.widenings() + 1 < cell_widenings) {
    bins_.widen();
  } else {
    use_cells();
  }
}

void FloatColorCounter::use_cells() {
  if (cells_) return;
  const FloatBins narrow = std::exchange(bins_, FloatBins(max_bins, cell_widenings));
  cells_ = std::make_unique<ColorCells>();
  narrow.for_each([&](std::uint64_t key, const ColorSums& sums) { add_sums(key, sums); });
}

void FloatColorCounter::place_pending() {
  if (!is_pending_) return;
  is_pending_ = false;
  const std::vector<Pixel> pending = std::exchange(pending_, {});
  std::vector<std::uint64_t> keys;
  keys.reserve(pending.size());
  for (const Pixel& pixel : pending) keys.push_back(key_of(pixel.color));
  const unsigned widenings = least_widenings(std::move(keys), most_narrow_bins(expected_pixels_));
  if (widenings == cell_widenings) {
    use_cells();
  } else {
    bins_ = FloatBins(most_narrow_bins(expected_pixels_), widenings);
  }
  add_pixels(pending);
}

void FloatColorCounter::add(std::span<const float> rgba, std::span<const float> mask) {
  const bool is_full = std::ranges::all_of(mask, [](float value) { return value == 1.0F; });
  for (std::size_t i = 0; i < rgba.size() / 4; i += batch_size) {
    const std::size_t count = std::min(batch_size, rgba.size() / 4 - i);
    const std::span<const float> part = rgba.subspan(4 * i, 4 * count);
    std::array<std::uint32_t, batch_size> others;
    std::size_t other_count = count;
    if (is_full && cells_) {
      other_count = cells_->add_opaque(part, others);
      pixels_ += count - other_count;
    } else {
      std::iota(others.begin(), others.begin() + count, 0U);
    }
    add_weighted(part, mask.empty() ? mask : mask.subspan(i, count),
                 std::span(others).first(other_count));
  }
}

void FloatColorCounter::add_weighted(std::span<const float> rgba, std::span<const float> mask,
                                     std::span<const std::uint32_t> numbers) {
  std::array<Pixel, batch_size> pixels;
  std::size_t count = 0;
  for (const std::uint32_t i : numbers) {
    const float* const p = &rgba[std::size_t{4} * i];
    const std::uint32_t weight = pixel_weight(p[3], mask.empty() ? 1.0F : mask[i]);
    pixels[count] = {{p[0], p[1], p[2]}, weight};
    count += weight != 0 && has_color(p) ? 1 : 0;
  }
  pixels_ += count;
  add_pixels(std::span(pixels).first(count));
}

void FloatColorCounter::add_pixels(std::span<const Pixel> pixels) {
  if (is_pending_) {
    if (pending_.size() + pixels.size() <= max_pending) {
      pending_.insert(pending_.end(), pixels.begin(), pixels.end());
      return;
    }
    place_pending();
  }
  while (!cells_ && !pixels.empty()) {
    add_to_bins(pixels.front(), key_of(pixels.front().color));
    pixels = pixels.subspan(1);
  }
  for (; pixels.size() > batch_size; pixels = pixels.subspan(batch_size)) {
    add_to_cells(pixels.first(batch_size));
  }
  add_to_cells(pixels);
}

void FloatColorCounter::add_to_cells(std::span<const Pixel> pixels) {
  std::array<ColorCells::Pixel, batch_size> found;
  std::size_t ordinary = 0;
  std::array<std::uint32_t, batch_size> others;
  std::array<std::uint64_t, batch_size> keys;
  std::size_t other_count = 0;
  for (const Pixel& pixel : pixels) {
    const auto& [r, g, b] = pixel.color;
    if (is_ordinary(r) && is_ordinary(g) && is_ordinary(b)) {
      found[ordinary++] =
          cells_->find_cell(ordinary_units(r), ordinary_units(g), ordinary_units(b), pixel.weight);
    } else {
      keys[other_count] = key_of(pixel.color);
      bins_.prefetch_slot(keys[other_count]);
      others[other_count++] = static_cast<std::uint32_t>(&pixel - pixels.data());
    }
  }
  for (std::size_t i = 0; i < other_count; ++i) bins_.prefetch_bin(keys[i]);
  for (std::size_t i = 0; i < ordinary; ++i) cells_->add(found[i]);
  for (std::size_t i = 0; i < other_count; ++i) add_to_bins(pixels[others[i]], keys[i]);
}

void FloatColorCounter::add_to_bins(const Pixel& pixel, std::uint64_t key) {
  ColorSums sums{.weight = pixel.weight, .sums = {}};
  for (std::size_t c = 0; c < 3; ++c) {
    sums.sums[c].add(value_units(within_range(pixel.color[c])), pixel.weight);
  }
  add_sums(key, sums);
}

void FloatColorCounter::add_color(const std::array<float, 3>& color, std::uint64_t weight,
                                  std::size_t pixels) {
  constexpr std::uint64_t most_at_once = (std::uint64_t{1} << 42U) - 1;
  place_pending();
  pixels_ += pixels;
  ColorSums sums{.weight = weight, .sums = {}};
  while (weight > 0) {
    const std::uint64_t part = std::min(weight, most_at_once);
    for (std::size_t c = 0; c < 3; ++c) {
      sums.sums[c].add_large(value_units(within_range(color[c])), static_cast<std::int64_t>(part));
    }
    weight -= part;
  }
  if (sums.weight > 0) add_sums(key_of(color), sums);
}

void FloatColorCounter::merge(const FloatColorCounter& other) {
  pixels_ += other.pixels_;
  if (!other.is_pending_ || pending_.size() + other.pending_.size() > max_pending) place_pending();
  add_pixels(other.pending_);
  if (other.is_pending_) return;
  if (other.cells_) {
    use_cells();
    cells_->merge(*other.cells_);
  }
  if (static_cast<bool>(cells_) == static_cast<bool>(other.cells_)) {
    while (bins_.widenings() < other.bins_.widenings()) bins_.widen();
  }
  other.bins_.for_each([&](std::uint64_t key, const ColorSums& sums) { add_sums(key, sums); });
}

ColorHistogram FloatColorCounter::histogram(int threads) const {
  if (!is_pending_) return list(threads);
  FloatColorCounter placed(expected_pixels_);
  placed.merge(*this);
  placed.place_pending();
  return placed.list(threads);
}

ColorHistogram FloatColorCounter::list(int threads) const {
  FloatBins wide = bins_;
  forget_more_than_bytes(wide);
  const PartsOfCells parts = cells_ ? used_cells(*cells_, threads) : PartsOfCells();
  std::vector<std::size_t> counts;
  std::size_t ordinary = 0;
  for (; cells_; wide.widen()) {
    counts = count_groups(parts, wide.widenings());
    ordinary = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
    if (ordinary + wide.size() <= most_entries()) break;
  }

  const std::vector<const FloatBin*> bins = wide.sorted();
  const auto above = std::ranges::lower_bound(bins, ordinary_key_begin >> (3 * wide.widenings()),
                                              {}, &FloatBin::key);
  const auto below = static_cast<std::size_t>(above - bins.begin());
  ColorHistogram result;
  result.pixel_weight = full_weight;
  result.pixels = pixels_;
  result.distinct_colors = bins.size() + ordinary;
  result.colors.resize(result.distinct_colors);
  result.weights.resize(result.distinct_colors);
  Entries entries{result.colors.data(), result.weights.data()};
  for (std::size_t i = 0; i < below; ++i) entries.push(bins[i]->sums);
  if (cells_) list_cells(*cells_, parts, counts, wide.widenings(), entries, threads);
  entries.colors += ordinary;
  entries.weights += ordinary;
  for (std::size_t i = below; i < bins.size(); ++i) entries.push(bins[i]->sums);
  result.total_weight = std::accumulate(result.weights.begin(), result.weights.end(), 0.0);
  return result;
}

}  // namespace color_clusters
