// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>

/// Builds a function for several x86-64 instruction sets; the loader takes the best one that the
/// processor has. All of them give the same bits: lanes are spelled out, and products are never
/// fused with sums (see -ffp-contract in meson.build). Elsewhere the plain build is used.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__gnu_linux__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define COLOR_CLUSTERS_MULTIVERSION __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define COLOR_CLUSTERS_MULTIVERSION
#endif

namespace color_clusters {

inline constexpr int lane_count = 16;

/// Sixteen floats or integers that are handled at once, in as many registers as it takes.
using FloatLanes = float __attribute__((vector_size(lane_count * sizeof(float))));
using IntLanes = std::int32_t __attribute__((vector_size(lane_count * sizeof(std::int32_t))));
using ByteLanes = std::int8_t __attribute__((vector_size(lane_count)));
using DoubleLanes = double __attribute__((vector_size(lane_count * sizeof(double))));
using LongLanes = std::int64_t __attribute__((vector_size(lane_count * sizeof(std::int64_t))));

/// Sum of the lanes, always in the same order.
[[gnu::always_inline]] inline double sum_of(const DoubleLanes& lanes) {
  const auto by_eight = __builtin_shufflevector(lanes, lanes, 0, 1, 2, 3, 4, 5, 6, 7) +
                        __builtin_shufflevector(lanes, lanes, 8, 9, 10, 11, 12, 13, 14, 15);
  const auto by_four = __builtin_shufflevector(by_eight, by_eight, 0, 1, 2, 3) +
                       __builtin_shufflevector(by_eight, by_eight, 4, 5, 6, 7);
  return (by_four[0] + by_four[2]) + (by_four[1] + by_four[3]);
}

/// Which lanes of a comparison hold, as bytes of 1 in two words of eight lanes each.
[[gnu::always_inline]] inline void flag_bytes(const IntLanes& comparison, std::uint64_t (&words)[2]) {
  const ByteLanes flags = __builtin_convertvector(comparison, ByteLanes);
  std::memcpy(words, &flags, sizeof words);
  words[0] &= 0x0101010101010101U;
  words[1] &= 0x0101010101010101U;
}

}  // namespace color_clusters
