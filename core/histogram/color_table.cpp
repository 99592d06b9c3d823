// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/histogram/color_table.h"

#include <numeric>

namespace color_clusters {

void sort_indices(std::vector<std::uint32_t>& values) {
  constexpr std::uint32_t digits = 1U << 12U;
  std::vector<std::uint32_t> sorted(values.size());
  for (const unsigned shift : {0U, 12U}) {
    std::array<std::uint32_t, digits> position{};
    for (const std::uint32_t value : values) ++position[(value >> shift) % digits];
    std::exclusive_scan(position.begin(), position.end(), position.begin(), 0U);
    std::uint32_t* const to = sorted.data();
    for (const std::uint32_t value : values) to[position[(value >> shift) % digits]++] = value;
    values.swap(sorted);
  }
}

}  // namespace color_clusters
