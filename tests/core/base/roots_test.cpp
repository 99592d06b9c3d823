// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/roots.h"

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

/// Of 1 % steps over all magnitudes that floats have.
template <int n>
void expect_exact_but_for_rounding() {
  for (double x = 1e-45; x < 1e38; x *= 1.01) {
    const double y = root<n>(x);
    // What y^n is off by shows n times how far y is off; its own rounding is some more of it.
    long double power = 1.0L;
    for (int i = 0; i < n; ++i) power *= y;
    const auto error = static_cast<double>((power - x) / x) / n;
    ASSERT_LE(std::abs(error), 1.5 * std::numeric_limits<double>::epsilon()) << x;
  }
}

TEST(Roots, AreExactButForRounding) {
  expect_exact_but_for_rounding<3>();
  expect_exact_but_for_rounding<5>();
}

TEST(Roots, OfPowersAreWhole) {
  EXPECT_EQ(root<3>(27.0), 3.0);
  EXPECT_EQ(root<5>(32.0), 2.0);
  EXPECT_EQ(cube_root(-0.125), -0.5);
  EXPECT_EQ(cube_root(1.0), 1.0);
}

TEST(Roots, OfWhatHasNoneAreTheNumberItself) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(cube_root(0.0), 0.0);
  EXPECT_EQ(cube_root(-infinity), -infinity);
  EXPECT_EQ(root<5>(infinity), infinity);
  EXPECT_TRUE(std::isnan(cube_root(std::nan(""))));
}

/// Numbers of all magnitudes and signs, and those without a root.
std::vector<double> any_numbers() {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  using Limits = std::numeric_limits<double>;
  std::vector<double> numbers{0.0,
                              -0.0,
                              Limits::denorm_min(),
                              Limits::min(),
                              std::nextafter(1e300, 0.0),
                              1e300,
                              std::nextafter(1e300, infinity),
                              -1e301,
                              Limits::max(),
                              infinity,
                              -infinity,
                              std::nan(""),
                              -std::nan("17")};
  for (double x = 1e-310; x < 1e300; x *= -1.37) numbers.push_back(x);
  return numbers;
}

template <int n>
void expect_roots_of_many() {
  const std::vector<double> numbers = any_numbers();
  for (std::size_t begin = 0; begin < 9; ++begin) {
    for (const std::size_t count :
         std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 7, 8, numbers.size() - begin}) {
      std::vector<double> roots = numbers;
      odd_roots<n>(std::span(roots).subspan(begin, count));
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        const bool is_root = i >= begin && i < begin + count;
        const double expected = is_root ? odd_root<n>(numbers[i]) : numbers[i];
        ASSERT_EQ(std::bit_cast<std::uint64_t>(roots[i]), std::bit_cast<std::uint64_t>(expected))
            << numbers[i];
      }
    }
  }
}

TEST(Roots, OfManyNumbersAreThoseOfEach) {
  expect_roots_of_many<3>();
  expect_roots_of_many<5>();
}

}  // namespace
}  // namespace color_clusters
