// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/histogram/sort_keys.h"

#include <array>
#include <cstddef>
#include <numeric>

namespace color_clusters {

void sort_keys(std::vector<std::uint64_t>& keys) {
  constexpr unsigned digit_bits = 11;
  constexpr std::size_t digits = std::size_t{1} << digit_bits;
  constexpr std::size_t passes = 6;
  std::array<std::array<std::uint32_t, digits>, passes> counts{};
  const auto digit = [](std::uint64_t key, std::size_t pass) {
    return (key >> (pass * digit_bits)) % digits;
  };
  for (const std::uint64_t key : keys) {
    for (std::size_t pass = 0; pass < passes; ++pass) ++counts[pass][digit(key, pass)];
  }
  std::vector<std::uint64_t> sorted(keys.size());
  for (std::size_t pass = 0; pass < passes; ++pass) {
    std::array<std::uint32_t, digits>& position = counts[pass];
    if (keys.empty() || position[digit(keys.front(), pass)] == keys.size()) continue;
    std::exclusive_scan(position.begin(), position.end(), position.begin(), 0U);
    for (const std::uint64_t key : keys) sorted[position[digit(key, pass)]++] = key;
    keys.swap(sorted);
  }
}

}  // namespace color_clusters
