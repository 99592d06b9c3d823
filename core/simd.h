// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

/// Code for AVX2 in a program for all of x86-64: a function with this attribute may use it, and is
/// called only where the processor has it. All results are the same bits
/// whatever the width of the registers: what is added up keeps its order, and products are never
/// fused with sums (see -ffp-contract in meson.build).
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define COLOR_CLUSTERS_HAVE_AVX2 1
#define COLOR_CLUSTERS_AVX2 [[gnu::target("avx2")]]
#endif

namespace color_clusters {

/// `width` floats or integers in one register.
template <int width>
struct Simd;

template <>
struct Simd<4> {
  using Float = float __attribute__((vector_size(16)));
  using Int = std::int32_t __attribute__((vector_size(16)));
  using Byte = std::int8_t __attribute__((vector_size(4)));
};

template <>
struct Simd<8> {
  using Float = float __attribute__((vector_size(32)));
  using Int = std::int32_t __attribute__((vector_size(32)));
  using Byte = std::int8_t __attribute__((vector_size(8)));
};

template <typename Vector, typename Value>
[[gnu::always_inline]] inline Vector load(const Value* values) {
  Vector lanes;
  std::memcpy(&lanes, values, sizeof lanes);
  return lanes;
}

}  // namespace color_clusters
