// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/roots.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "core/base/simd.h"

namespace color_clusters {
namespace {

/// `width` numbers at a time; returns how many are done.
template <int n, int width>
[[gnu::always_inline]] inline std::size_t odd_roots_by(std::span<double> numbers) {
  using Double = typename WideSimd<width>::Double;
  using Bits = typename WideSimd<width>::Bits;
  constexpr auto sign_bit = std::bit_cast<std::uint64_t>(-0.0);
  std::size_t done = 0;
  for (; done + width <= numbers.size(); done += width) {
    const auto signed_bits = load<Bits>(&numbers[done]);
    const auto x = __builtin_bit_cast(Double, signed_bits & ~sign_bit);
    const Double found = root_of_positive<n, Bits>(x);
    const Double roots = x > 0.0 && x <= 1e300 ? found : x;
    const Bits result = __builtin_bit_cast(Bits, roots) | (signed_bits & sign_bit);
    std::memcpy(&numbers[done], &result, sizeof result);
  }
  return done;
}

#ifdef COLOR_CLUSTERS_HAVE_AVX2
template <int n>
COLOR_CLUSTERS_AVX2 std::size_t odd_roots_avx2(std::span<double> numbers) {
  return odd_roots_by<n, 4>(numbers);
}
#endif

}  // namespace

template <int n>
void odd_roots(std::span<double> numbers) {
  std::size_t done = 0;
#ifdef COLOR_CLUSTERS_HAVE_AVX2
  if (__builtin_cpu_supports("avx2")) done = odd_roots_avx2<n>(numbers);
#endif
  done += odd_roots_by<n, 2>(numbers.subspan(done));
  for (double& number : numbers.subspan(done)) number = odd_root<n>(number);
}

template void odd_roots<3>(std::span<double> numbers);
template void odd_roots<5>(std::span<double> numbers);

}  // namespace color_clusters
