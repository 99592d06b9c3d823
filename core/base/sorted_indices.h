// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>
#include <vector>

namespace color_clusters {

/// The indices 0 … count - 1 in a stable sort by `key(i)`: ascending, or as `compare` says.
template <typename Key, typename Compare = std::ranges::less>
std::vector<std::size_t> sorted_indices(std::size_t count, const Key& key, Compare compare = {}) {
  std::vector<std::size_t> indices(count);
  std::iota(indices.begin(), indices.end(), std::size_t{0});
  std::ranges::stable_sort(indices, compare, key);
  return indices;
}

}  // namespace color_clusters
