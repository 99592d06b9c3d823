// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <span>

namespace color_clusters {

template <int exponent, typename Number>
[[gnu::always_inline]] inline Number power(const Number& y) {
  Number product = y;
  for (int i = 1; i < exponent; ++i) product *= y;
  return product;
}

/// The root of degree `n` of a number above 0 and up to 1e300; of others it may be anything.
/// `Number` is double, or a vector of doubles with a root in each lane; `Bits` is as wide, of
/// 64-bit integers.
///
/// Two steps of Halley's method, each of which triples the number of right digits, and one of
/// Newton's; the first guess divides the exponent.
template <int n, typename Bits, typename Number>
[[gnu::always_inline]] inline Number root_of_positive(const Number& x) {
  constexpr auto one = std::bit_cast<std::uint64_t>(1.0);
  // An n-th of the upper half of the bits, which is below 2^31, exactly, and as a product: no
  // processor divides vectors of integers.
  constexpr unsigned shift = 31 + std::bit_width(static_cast<unsigned>(n));
  constexpr std::uint64_t nth = (std::uint64_t{1} << shift) / n + 1;
  // std::bit_cast may be a function, which would look for vectors in other registers.
  const Bits part = ((__builtin_bit_cast(Bits, x) >> 32U) * nth >> shift) << 32U;
  Number y = __builtin_bit_cast(Number, part + one / n * (n - 1));
  for (int step = 0; step < 2; ++step) {
    const Number whole = power<n>(y);
    y *= ((n - 1.0) * whole + (n + 1.0) * x) / ((n + 1.0) * whole + (n - 1.0) * x);
  }
  const Number slope = power<n - 1>(y);
  return y - (y * slope - x) / (static_cast<double>(n) * slope);
}

/// The root of degree `n` of a positive number, by arithmetic that IEEE 754 rounds alike on every
/// processor: std::cbrt and std::pow are each C library's own, and so are their last bits. Zero,
/// infinity and NaN stay; beyond 1e300 the number itself is returned, for those whose result goes
/// to a float. Less than one unit in the last place from the exact root, but for numbers that are
/// subnormal.
template <int n>
double root(double x) {
  if (!(x > 0.0) || x > 1e300) return x;
  return root_of_positive<n, std::uint64_t>(x);
}

/// That of any sign, for an odd degree.
template <int n>
double odd_root(double x) {
  static_assert(n % 2 == 1);
  return std::copysign(root<n>(std::abs(x)), x);
}

inline double cube_root(double x) { return odd_root<3>(x); }

/// Replaces each number by its odd_root, several at a time.
template <int n>
void odd_roots(std::span<double> numbers);
extern template void odd_roots<3>(std::span<double> numbers);
extern template void odd_roots<5>(std::span<double> numbers);

}  // namespace color_clusters
