// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace color_clusters {

/// The root of degree `n` of a positive number, by arithmetic that IEEE 754 rounds alike on every
/// processor: std::cbrt and std::pow are each C library's own, and so are their last bits. Zero,
/// infinity and NaN stay; beyond 1e300 the number itself is returned, for those whose result goes
/// to a float. Less than one unit in the last place from the exact root.
///
/// Two steps of Halley's method, each of which triples the number of right digits, and one of
/// Newton's; the first guess divides the exponent.
template <int n>
double root(double x) {
  if (!(x > 0.0) || x > 1e300) return x;
  constexpr auto one = std::bit_cast<std::uint64_t>(1.0);
  double y = std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) / n + one / n * (n - 1));
  const auto power = [&y](int exponent) {
    double product = y;
    for (int i = 1; i < exponent; ++i) product *= y;
    return product;
  };
  for (int step = 0; step < 2; ++step) {
    const double whole = power(n);
    y *= ((n - 1) * whole + (n + 1) * x) / ((n + 1) * whole + (n - 1) * x);
  }
  const double slope = power(n - 1);
  return y - (y * slope - x) / (n * slope);
}

inline double cube_root(double x) { return std::copysign(root<3>(std::abs(x)), x); }

}  // namespace color_clusters
