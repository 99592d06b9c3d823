// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/histogram/float_color_counter.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/color/highlight_curve.h"
#include "core/histogram/pixel_weight.h"

namespace color_clusters {
namespace {

/// Enough for every cluster to be cut to its shape, few enough for each pass over them to be quick.
constexpr std::size_t max_bins = std::size_t{1} << 18U;
/// Half full at most, so that a search ends after a step or two.
constexpr std::size_t table_size = 2 * max_bins;
constexpr unsigned table_bits = 19;
static_assert(table_size == std::size_t{1} << table_bits);

constexpr double sum_unit = 0x1p-40;

/// Maps a value to a 21-bit code, in order: steps of 2^-17 for -1 … 1, and beyond that steps that
/// grow with the value (a logarithm made of straight pieces, 3 × 2^-17 for each doubling), so that
/// highlights of any brightness have codes without taking them from the ordinary range.
std::uint32_t value_code(float value) {
  const float magnitude = std::abs(value);
  float position = magnitude;
  if (magnitude > 1.0F) {
    int exponent = 0;
    const float fraction = std::frexp(magnitude, &exponent);  // 0.5 … 1
    position = 1.0F + (static_cast<float>(exponent) + 2.0F * fraction - 2.0F) / 3.0F;
  }
  const float code = (std::copysign(position, value) + 8.0F) * 0x1p17F;
  return static_cast<std::uint32_t>(std::clamp(code + 0.5F, 0.0F, 0x1.fffffp20F));
}

/// Moves the lowest 21 bits of `x` to every third position.
std::uint64_t spread_bits(std::uint64_t x) {
  x = (x | x << 32U) & 0x001f00000000ffffU;
  x = (x | x << 16U) & 0x001f0000ff0000ffU;
  x = (x | x << 8U) & 0x100f00f00f00f00fU;
  x = (x | x << 4U) & 0x10c30c30c30c30c3U;
  return (x | x << 2U) & 0x1249249249249249U;
}

std::uint64_t morton_key(float r, float g, float b) {
  return spread_bits(value_code(r)) << 2U | spread_bits(value_code(g)) << 1U |
         spread_bits(value_code(b));
}

std::size_t hash(std::uint64_t key) {
  // Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4).
  return static_cast<std::size_t>((key * 0x9e3779b97f4a7c15U) >> (64U - table_bits));
}

}  // namespace

FloatColorCounter::FloatColorCounter() : table_(table_size, Bin{}) {}

FloatColorCounter::Bin& FloatColorCounter::find_slot(std::uint64_t key) {
  std::size_t slot = hash(key);
  while (table_[slot].weight != 0 && table_[slot].key != key) slot = (slot + 1) % table_size;
  return table_[slot];
}

void FloatColorCounter::add_to_bin(std::uint64_t key, std::uint64_t weight,
                                   const std::array<Sum, 3>& sums) {
  Bin* bin = &find_slot(key >> (3 * widenings_));
  while (bin->weight == 0 && used_ == max_bins) {
    widen_bins();
    bin = &find_slot(key >> (3 * widenings_));
  }
  if (bin->weight == 0) {
    bin->key = key >> (3 * widenings_);
    ++used_;
  }
  bin->weight += weight;
  for (std::size_t c = 0; c < 3; ++c) bin->sums[c] += sums[c];
}

void FloatColorCounter::widen_bins() {
  const std::vector<Bin> old = std::exchange(table_, std::vector<Bin>(table_size, Bin{}));
  used_ = 0;
  ++widenings_;
  for (const Bin& from : old) {
    if (from.weight != 0) add_to_bin(from.key << (3 * (widenings_ - 1)), from.weight, from.sums);
  }
}

void FloatColorCounter::add(std::span<const float> rgba, std::span<const float> mask) {
  for (std::size_t pixel = 0; 4 * pixel + 3 < rgba.size(); ++pixel) {
    const float* p = &rgba[4 * pixel];
    const std::uint64_t weight = pixel_weight(p[3], mask.empty() ? 1.0F : mask[pixel]);
    if (weight == 0 || !has_color(p)) continue;

    ++pixels_;
    std::array<float, 3> color{};
    std::array<Sum, 3> sums{};
    for (std::size_t c = 0; c < 3; ++c) {
      color[c] = std::clamp(p[c], -largest_highlight, largest_highlight);
      sums[c] = static_cast<Sum>(std::llrint(color[c] / sum_unit)) * static_cast<Sum>(weight);
    }
    add_to_bin(morton_key(color[0], color[1], color[2]), weight, sums);
  }
}

void FloatColorCounter::merge(const FloatColorCounter& other) {
  pixels_ += other.pixels_;
  while (widenings_ < other.widenings_) widen_bins();
  for (const Bin& bin : other.table_) {
    if (bin.weight != 0) add_to_bin(bin.key << (3 * other.widenings_), bin.weight, bin.sums);
  }
}

ColorHistogram FloatColorCounter::histogram() const {
  std::vector<const Bin*> bins;
  bins.reserve(used_);
  for (const Bin& bin : table_) {
    if (bin.weight != 0) bins.push_back(&bin);
  }
  std::sort(bins.begin(), bins.end(), [](const Bin* a, const Bin* b) { return a->key < b->key; });

  ColorHistogram result;
  result.pixel_weight = full_weight;
  result.pixels = pixels_;
  result.distinct_colors = bins.size();
  result.colors.reserve(bins.size());
  result.weights.reserve(bins.size());
  for (const Bin* bin : bins) {
    const auto weight = static_cast<double>(bin->weight);
    Color color{};
    for (std::size_t c = 0; c < 3; ++c) {
      color[c] = static_cast<float>(static_cast<double>(bin->sums[c]) * sum_unit / weight);
    }
    result.colors.push_back(color);
    result.weights.push_back(weight);
    result.total_weight += weight;
  }
  return result;
}

}  // namespace color_clusters
