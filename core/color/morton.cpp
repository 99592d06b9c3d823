// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/morton.h"

#include "core/base/simd.h"

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

/// Eight pixels at a time, as long as there are enough bytes to load them; returns how many.
COLOR_CLUSTERS_AVX2
std::size_t morton_indices_avx2(std::span<const std::uint8_t> rgb, std::uint32_t* indices) {
  // Look-up table that spreads three bits: two zeros between neighbors.
  const __m256i spread_bits = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(0, 1, 8, 9, 64, 65, 72, 73, 0, 0, 0, 0, 0, 0, 0, 0));
  // A pixel in each lane: red, green, blue, and nothing.
  const __m256i pixel_lanes = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1));
  const __m256i three_bits = _mm256_set1_epi8(7);
  const __m256i two_bits = _mm256_set1_epi8(3);
  std::size_t pixel = 0;
  for (; 3 * pixel + 28 <= rgb.size(); pixel += 8) {
    const auto* const first = reinterpret_cast<const __m128i*>(&rgb[3 * pixel]);
    const auto* const second = reinterpret_cast<const __m128i*>(&rgb[3 * pixel + 12]);
    const __m256i values = _mm256_shuffle_epi8(_mm256_loadu2_m128i(second, first), pixel_lanes);
    const __m256i low = _mm256_shuffle_epi8(spread_bits, _mm256_and_si256(values, three_bits));
    const __m256i middle = _mm256_shuffle_epi8(
        spread_bits, _mm256_and_si256(_mm256_srli_epi32(values, 3), three_bits));
    const __m256i high =
        _mm256_shuffle_epi8(spread_bits, _mm256_and_si256(_mm256_srli_epi32(values, 6), two_bits));
    const __m256i result = _mm256_or_si256(
        _mm256_or_si256(interleaved(low), _mm256_slli_epi32(interleaved(middle), 9)),
        _mm256_slli_epi32(interleaved(high), 18));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(indices + pixel), result);
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

}  // namespace color_clusters
