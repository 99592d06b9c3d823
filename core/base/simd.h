// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

/// Dispatch to AVX2 at run time in a program for baseline x86-64: a function with this attribute is
/// compiled for AVX2, and is called only where the processor has it. All results are the same bits
/// whatever the width of the registers: what is added up keeps its order, and products are never
/// fused with sums (see -ffp-contract in meson.build). What such a function calls with vectors, or
/// gets vectors from, has to be inlined always: compiled for itself, it would look for them in
/// other registers. A lambda is not. COLOR_CLUSTERS_WITHOUT_AVX2 is for the tests of that.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(COLOR_CLUSTERS_WITHOUT_AVX2)
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

/// `width` doubles or 64-bit integers in one register.
template <int width>
struct WideSimd;

template <>
struct WideSimd<2> {
  using Double = double __attribute__((vector_size(16)));
  using Bits = std::uint64_t __attribute__((vector_size(16)));
};

template <>
struct WideSimd<4> {
  using Double = double __attribute__((vector_size(32)));
  using Bits = std::uint64_t __attribute__((vector_size(32)));
};

template <typename Vector, typename Value>
[[gnu::always_inline]] inline Vector load(const Value* values) {
  Vector lanes;
  std::memcpy(&lanes, values, sizeof lanes);
  return lanes;
}

/// Up to eight bytes as an integer; the first lane is its lowest byte, also on big-endian
/// processors.
template <typename Bytes>
[[gnu::always_inline]] inline std::uint64_t byte_lanes(const Bytes& lanes) {
  std::uint64_t word = 0;
  static_assert(sizeof lanes <= sizeof word);
  std::memcpy(&word, &lanes, sizeof lanes);
  return std::endian::native == std::endian::big ? __builtin_bswap64(word) : word;
}

/// Calls `use` with the index of each lane in which the comparison is true.
template <typename Ints, typename Use>
[[gnu::always_inline]] inline void for_each_set(const Ints& comparison, const Use& use) {
  using Bytes = typename Simd<sizeof comparison / sizeof comparison[0]>::Byte;
  const Bytes bytes = __builtin_convertvector(comparison, Bytes);
  for (std::uint64_t word = byte_lanes(bytes) & 0x0101010101010101U; word != 0; word &= word - 1) {
    use(static_cast<std::size_t>(std::countr_zero(word)) / 8);
  }
}

/// 0, 1, 2 …
template <typename Ints>
[[gnu::always_inline]] inline Ints lane_indices() {
  Ints lanes;
  for (std::size_t lane = 0; lane < sizeof lanes / sizeof lanes[0]; ++lane) {
    lanes[lane] = static_cast<std::int32_t>(lane);
  }
  return lanes;
}

/// Butterfly shuffle: lane i gets the value of lane i XOR `distance` (a power of 2).
template <int distance, int... lane, typename Vector>
[[gnu::always_inline]] inline Vector exchanged(const Vector& lanes,
                                               std::integer_sequence<int, lane...>) {
  return __builtin_shufflevector(lanes, lanes, (lane ^ distance)...);
}

/// All lanes get the value of lane `index`.
template <int index, int... lane, typename Vector>
[[gnu::always_inline]] inline Vector repeated_lane(const Vector& lanes,
                                                   std::integer_sequence<int, lane...>) {
  return __builtin_shufflevector(lanes, lanes, (lane * 0 + index)...);
}
template <int index, typename Vector>
[[gnu::always_inline]] inline Vector repeated_lane(const Vector& lanes) {
  constexpr int width = sizeof lanes / sizeof lanes[0];
  return repeated_lane<index>(lanes, std::make_integer_sequence<int, width>());
}

/// Whether the comparison is true in any of four lanes.
[[gnu::always_inline]] inline bool any_lane(const Simd<4>::Int& comparison) {
  WideSimd<2>::Bits halves;
  static_assert(sizeof halves == sizeof comparison);
  std::memcpy(&halves, &comparison, sizeof halves);
  return (halves[0] | halves[1]) != 0;
}

/// A bit for each of four lanes in which the comparison is true.
[[gnu::always_inline]] inline std::uint32_t set_lanes(const Simd<4>::Int& comparison) {
  Simd<4>::Int bits = comparison & Simd<4>::Int{1, 2, 4, 8};
  bits |= exchanged<1>(bits, std::make_integer_sequence<int, 4>());
  bits |= exchanged<2>(bits, std::make_integer_sequence<int, 4>());
  return static_cast<std::uint32_t>(bits[0]);
}

/// The minimum of the lanes.
template <int distance, typename Vector>
[[gnu::always_inline]] inline auto least_lane_within(const Vector& lanes) {
  if constexpr (distance == 0) {
    return lanes[0];
  } else {
    constexpr int width = sizeof lanes / sizeof lanes[0];
    const auto others = exchanged<distance>(lanes, std::make_integer_sequence<int, width>());
    return least_lane_within<distance / 2>(others < lanes ? others : lanes);
  }
}
template <typename Vector>
[[gnu::always_inline]] inline auto least_lane(const Vector& lanes) {
  return least_lane_within<sizeof lanes / sizeof lanes[0] / 2>(lanes);
}

}  // namespace color_clusters
