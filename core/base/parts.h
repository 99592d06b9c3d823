// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

namespace color_clusters {

/// Calls `use` with one part of `values` after the other, each of up to `most` of them.
template <std::size_t most, typename Value, typename Use>
void for_each_part(std::span<Value> values, const Use& use) {
  while (!values.empty()) {
    const std::size_t count = std::min(most, values.size());
    use(values.first(count));
    values = values.subspan(count);
  }
}

}  // namespace color_clusters
