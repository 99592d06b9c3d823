// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/histogram/color_cells.h"

#include <new>

#include "core/base/simd.h"
#include "core/histogram/pixel_weight.h"

#ifdef COLOR_CLUSTERS_HAVE_AVX2
#include <immintrin.h>
#endif

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

#ifdef COLOR_CLUSTERS_HAVE_AVX2

namespace {

/// The multiple of 64-bit integers, which have no multiplication.
COLOR_CLUSTERS_AVX2 inline __m256i times_full_weight(__m256i values) {
  static_assert(full_weight == (1 << 16) - (1 << 9) + 1);
  return _mm256_add_epi64(
      _mm256_sub_epi64(_mm256_slli_epi64(values, 16), _mm256_slli_epi64(values, 9)), values);
}

/// Whether an opaque pixel has an ordinary color.
COLOR_CLUSTERS_AVX2 inline bool is_opaque_and_ordinary(__m128 pixel) {
  const __m128 begun = _mm_cmpgt_ps(pixel, _mm_set1_ps(ordinary_begin));
  const __m128 not_ended = _mm_cmplt_ps(pixel, _mm_set1_ps(ordinary_end));
  const __m128 full = _mm_cmpeq_ps(pixel, _mm_set1_ps(1.0F));
  constexpr int colors = 7;
  constexpr int all = 15;
  return ((_mm_movemask_ps(_mm_and_ps(begun, not_ended)) & colors) |
          (_mm_movemask_ps(full) & ~colors)) == all;
}

}  // namespace

/// A pixel is three channels and, in the fourth lane, its weight, as in a cell.
COLOR_CLUSTERS_AVX2
std::size_t ColorCells::add_opaque_avx2(std::span<const float> rgba,
                                        std::span<std::uint32_t> others) {
  const __m256d unit = _mm256_set1_pd(0x1p40);
  const __m256d magic = _mm256_set1_pd(0x1.8p52);
  const __m256i half_a_step = _mm256_set1_epi64x(std::int64_t{1} << (unit_bits - 1));
  const __m256i weight = _mm256_set1_epi64x(full_weight);
  constexpr int code_shift = unit_bits + 8 - cell_bits;
  constexpr int base_shift = unit_bits - cell_bits;
  std::array<std::uint32_t, batch_size> cells;
  alignas(32) std::array<std::int64_t, 4 * batch_size> sums;
  std::size_t found = 0;
  std::size_t left = 0;
  for (std::size_t i = 0; i < rgba.size() / 4; ++i) {
    const __m128 pixel = _mm_loadu_ps(&rgba[4 * i]);
    if (!is_opaque_and_ordinary(pixel)) {
      others[left++] = static_cast<std::uint32_t>(i);
      continue;
    }
    // As ordinary_units and ordinary_code do it.
    const __m256d rounded = _mm256_add_pd(_mm256_mul_pd(_mm256_cvtps_pd(pixel), unit), magic);
    const __m256i units =
        _mm256_sub_epi64(_mm256_castpd_si256(rounded), _mm256_castpd_si256(magic));
    const __m256i times_255 = _mm256_sub_epi64(_mm256_slli_epi64(units, 8), units);
    const __m256i codes = _mm256_srli_epi64(_mm256_add_epi64(times_255, half_a_step), code_shift);
    const __m256i differences = _mm256_sub_epi64(units, _mm256_slli_epi64(codes, base_shift));
    const __m256i sum = _mm256_blend_epi32(times_full_weight(differences), weight, 0xC0);
    _mm256_store_si256(reinterpret_cast<__m256i*>(&sums[4 * found]), sum);
    const __m128i red_green = _mm256_castsi256_si128(codes);
    const std::uint32_t cell =
        morton_index(static_cast<std::uint8_t>(_mm_cvtsi128_si32(red_green)),
                     static_cast<std::uint8_t>(_mm_extract_epi32(red_green, 2)),
                     static_cast<std::uint8_t>(_mm256_extract_epi32(codes, 4)));
    __builtin_prefetch(&cells_[cell], 1);
    cells[found++] = cell;
  }
  for (std::size_t i = 0; i < found; ++i) {
    auto* const cell = reinterpret_cast<__m256i*>(&ready_cell(cells[i]));
    const auto* const sum = reinterpret_cast<const __m256i*>(&sums[4 * i]);
    _mm256_store_si256(cell, _mm256_add_epi64(_mm256_load_si256(cell), _mm256_load_si256(sum)));
  }
  return left;
}

#endif

std::size_t ColorCells::add_opaque(std::span<const float> rgba, std::span<std::uint32_t> others) {
#ifdef COLOR_CLUSTERS_HAVE_AVX2
  if (__builtin_cpu_supports("avx2")) return add_opaque_avx2(rgba, others);
#endif
  std::array<Pixel, batch_size> pixels;
  std::size_t found = 0;
  std::size_t left = 0;
  for (std::size_t i = 0; i < rgba.size() / 4; ++i) {
    const float* const p = &rgba[4 * i];
    if (p[3] == 1.0F && is_ordinary(p[0]) && is_ordinary(p[1]) && is_ordinary(p[2])) {
      pixels[found++] =
          find_cell(ordinary_units(p[0]), ordinary_units(p[1]), ordinary_units(p[2]), full_weight);
    } else {
      others[left++] = static_cast<std::uint32_t>(i);
    }
  }
  for (std::size_t i = 0; i < found; ++i) add(pixels[i]);
  return left;
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
