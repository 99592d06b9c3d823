// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace color_clusters {

/// The bits behind the point of a value that is added up.
inline constexpr unsigned unit_bits = 40;

/// A sum of values times weights, exact: a whole number of units of 2^-40, below 2^103 of them.
struct ExactSum {
  std::int64_t whole = 0;
  /// 0 … 2^40 - 1: how many units more.
  std::int64_t units = 0;

  /// Adds so many units, with either sign.
  void add_units(std::int64_t count) {
    constexpr std::int64_t mask = (std::int64_t{1} << unit_bits) - 1;
    // Shifts and masks round towards minus infinity, so that `units` is never negative.
    whole += count >> unit_bits;
    units += count & mask;
    whole += units >> unit_bits;
    units &= mask;
  }

  /// Adds a value of so many units, `weight` (below 2^20) times.
  void add(std::int64_t value_units, std::int64_t weight) {
    constexpr std::int64_t mask = (std::int64_t{1} << unit_bits) - 1;
    whole += (value_units >> unit_bits) * weight;
    add_units((value_units & mask) * weight);
  }

  /// The same for a weight below 2^42 and a value of 2^20 at most.
  void add_large(std::int64_t value_units, std::int64_t weight) {
    constexpr std::int64_t mask = (std::int64_t{1} << unit_bits) - 1;
    constexpr unsigned half = 20;
    constexpr std::int64_t low = (std::int64_t{1} << half) - 1;
    const std::int64_t part = value_units & mask;
    whole += (value_units >> unit_bits) * weight;
    add_units(part * (weight & low));
    // In units of 2^-20.
    const std::int64_t product = part * (weight >> half);
    whole += product >> (unit_bits - half);
    add_units((product & low) << half);
  }

  void add(const ExactSum& other) {
    whole += other.whole;
    add_units(other.units);
  }

  /// Both parts are exact, unless millions of pixels are thousands of times brighter than white.
  [[nodiscard]] double value() const {
    return static_cast<double>(whole) + static_cast<double>(units) * 0x1p-40;
  }
};

/// What is added up of some pixels.
struct ColorSums {
  std::uint64_t weight = 0;
  /// Per channel, values times weights.
  std::array<ExactSum, 3> sums{};

  void add(const ColorSums& other) {
    weight += other.weight;
    for (std::size_t c = 0; c < 3; ++c) sums[c].add(other.sums[c]);
  }
};

}  // namespace color_clusters
