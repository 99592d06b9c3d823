// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/morton.h"

#include "core/simd.h"

namespace color_clusters {

#ifdef COLOR_CLUSTERS_HAVE_AVX2

namespace {

using Bytes = std::uint8_t __attribute__((vector_size(16)));
using Indices = std::uint32_t __attribute__((vector_size(32)));

/// Puts two bits between each two of the lowest eight; the others must be 0.
[[gnu::always_inline]] inline void spread(Indices& lanes) {
  lanes = (lanes | lanes << 8U) & 0x00F00FU;
  lanes = (lanes | lanes << 4U) & 0x0C30C3U;
  lanes = (lanes | lanes << 2U) & 0x249249U;
}

/// Eight pixels at a time, as long as there are enough bytes to load them; returns how many.
COLOR_CLUSTERS_AVX2
std::size_t morton_indices_avx2(std::span<const std::uint8_t> rgb, std::uint32_t* indices) {
  std::size_t pixel = 0;
  for (; 3 * pixel + 28 <= rgb.size(); pixel += 8) {
    const auto first = load<Bytes>(&rgb[3 * pixel]);
    const auto second = load<Bytes>(&rgb[3 * pixel + 12]);
    // A pixel in each lane: red, green, blue, and one byte that does not matter.
    const auto pixels =
        __builtin_shufflevector(first, second, 0, 1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 8, 9, 10, 11, 11,
                                16, 17, 18, 18, 19, 20, 21, 21, 22, 23, 24, 24, 25, 26, 27, 27);
    const auto lanes = load<Indices>(&pixels);
    Indices red = lanes & 0xFFU;
    Indices green = lanes >> 8U & 0xFFU;
    Indices blue = lanes >> 16U & 0xFFU;
    spread(red);
    spread(green);
    spread(blue);
    const Indices result = red << 2U | green << 1U | blue;
    std::memcpy(indices + pixel, &result, sizeof result);
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
