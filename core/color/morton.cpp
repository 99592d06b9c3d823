// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/morton.h"

#include "core/base/simd.h"
#include "core/color/byte_color.h"

#ifdef COLOR_CLUSTERS_HAVE_AVX2
#include <immintrin.h>
#endif

namespace color_clusters {

#ifdef COLOR_CLUSTERS_HAVE_AVX2

namespace {

/// Interleaves in each lane the bits of red, green and blue, which come spread: with two zeros
/// between neighbors.
COLOR_CLUSTERS_AVX2 inline __m256i interleaved(__m256i spread) {
  const __m256i red_4_green_2_blue = _mm256_set1_epi32(0x00010204);
  return _mm256_madd_epi16(_mm256_maddubs_epi16(spread, red_4_green_2_blue), _mm256_set1_epi16(1));
}

/// The Morton indices of eight pixels, each with its bytes in a lane: red, green, blue, and
/// anything.
COLOR_CLUSTERS_AVX2 inline __m256i morton_indices_of(__m256i pixels) {
  // Look-up table that spreads three bits: two zeros between neighbors.
  const __m256i spread_bits = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(0, 1, 8, 9, 64, 65, 72, 73, 0, 0, 0, 0, 0, 0, 0, 0));
  const __m256i three_bits = _mm256_set1_epi32(0x00070707);
  const __m256i two_bits = _mm256_set1_epi32(0x00030303);
  const __m256i low = _mm256_shuffle_epi8(spread_bits, _mm256_and_si256(pixels, three_bits));
  const __m256i middle =
      _mm256_shuffle_epi8(spread_bits, _mm256_and_si256(_mm256_srli_epi32(pixels, 3), three_bits));
  const __m256i high =
      _mm256_shuffle_epi8(spread_bits, _mm256_and_si256(_mm256_srli_epi32(pixels, 6), two_bits));
  return _mm256_or_si256(
      _mm256_or_si256(interleaved(low), _mm256_slli_epi32(interleaved(middle), 9)),
      _mm256_slli_epi32(interleaved(high), 18));
}

/// Eight pixels at a time, as long as there are enough bytes to load them; returns how many.
COLOR_CLUSTERS_AVX2
std::size_t morton_indices_avx2(std::span<const std::uint8_t> rgb, std::uint32_t* indices) {
  // A pixel in each lane: red, green, blue, and nothing.
  const __m256i pixel_lanes = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1));
  std::size_t pixel = 0;
  for (; 3 * pixel + 28 <= rgb.size(); pixel += 8) {
    const auto* const first = reinterpret_cast<const __m128i*>(&rgb[3 * pixel]);
    const auto* const second = reinterpret_cast<const __m128i*>(&rgb[3 * pixel + 12]);
    const __m256i pixels = _mm256_shuffle_epi8(_mm256_loadu2_m128i(second, first), pixel_lanes);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(indices + pixel), morton_indices_of(pixels));
  }
  return pixel;
}

/// The bytes that eight values are rounded to, in 32 bits each.
COLOR_CLUSTERS_AVX2 inline __m256i rounded(const float* values) {
  const __m256 scaled = _mm256_mul_ps(_mm256_loadu_ps(values), _mm256_set1_ps(255.0F));
  return _mm256_cvttps_epi32(_mm256_add_ps(scaled, _mm256_set1_ps(0.5F)));
}

/// For each of eight values -1 where it is ordinary, or 0.
COLOR_CLUSTERS_AVX2 inline __m256i ordinary(const float* values) {
  const __m256 loaded = _mm256_loadu_ps(values);
  const __m256 begun = _mm256_cmp_ps(loaded, _mm256_set1_ps(ordinary_begin), _CMP_GT_OQ);
  const __m256 not_ended = _mm256_cmp_ps(loaded, _mm256_set1_ps(ordinary_end), _CMP_LT_OQ);
  return _mm256_castps_si256(_mm256_and_ps(begun, not_ended));
}

/// Eight pixels at a time, as long as there are as many; returns how many.
COLOR_CLUSTERS_AVX2
std::size_t morton_indices_avx2(std::span<const float> rgba, std::uint32_t* indices) {
  const __m256i all = _mm256_set1_epi32(-1);
  const __m256i fourth = _mm256_set1_epi32(static_cast<int>(0xFF000000U));
  // Packing registers of two pixels each leaves pixels 0, 2, 4, 6, 1, 3, 5, 7.
  const __m256i in_order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
  std::size_t pixel = 0;
  for (; 4 * pixel + 32 <= rgba.size(); pixel += 8) {
    const float* const values = &rgba[4 * pixel];
    const __m256i bytes =
        _mm256_packus_epi16(_mm256_packs_epi32(rounded(values), rounded(values + 8)),
                            _mm256_packs_epi32(rounded(values + 16), rounded(values + 24)));
    const __m256i ordinary_bytes =
        _mm256_packs_epi16(_mm256_packs_epi32(ordinary(values), ordinary(values + 8)),
                           _mm256_packs_epi32(ordinary(values + 16), ordinary(values + 24)));
    const __m256i ordinary_pixels =
        _mm256_cmpeq_epi32(_mm256_or_si256(ordinary_bytes, fourth), all);
    const __m256i result =
        _mm256_or_si256(morton_indices_of(bytes), _mm256_andnot_si256(ordinary_pixels, all));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(indices + pixel),
                        _mm256_permutevar8x32_epi32(result, in_order));
  }
  return pixel;
}

}  // namespace

#endif

void morton_indices(std::span<const std::uint8_t> rgb, std::uint32_t* indices) {
  std::size_t pixel = 0;
#ifdef COLOR_CLUSTERS_HAVE_AVX2
  if (__builtin_cpu_supports("avx2")) pixel = morton_indices_avx2(rgb, indices);
#endif
  for (; 3 * pixel + 3 <= rgb.size(); ++pixel) {
    indices[pixel] = morton_index(rgb[3 * pixel], rgb[3 * pixel + 1], rgb[3 * pixel + 2]);
  }
}

void morton_indices(std::span<const float> rgba, std::uint32_t* indices) {
  std::size_t pixel = 0;
#ifdef COLOR_CLUSTERS_HAVE_AVX2
  if (__builtin_cpu_supports("avx2")) pixel = morton_indices_avx2(rgba, indices);
#endif
  for (; 4 * pixel + 4 <= rgba.size(); ++pixel) {
    const float* const color = &rgba[4 * pixel];
    const bool has_index = is_ordinary(color[0]) && is_ordinary(color[1]) && is_ordinary(color[2]);
    indices[pixel] = has_index ? morton_index(ordinary_byte(color[0]), ordinary_byte(color[1]),
                                              ordinary_byte(color[2]))
                               : no_morton_index;
  }
}

}  // namespace color_clusters
