// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace color_clusters {

/// Union-find on indices, each set a tree: `parents[i]` is the parent of i, a root is its own. No
/// parent is larger than its child, so a root is the least index of its set. (R. E. Tarjan,
/// "Efficiency of a good but not linear set union algorithm", 1975; with path halving after R. E.
/// Tarjan and J. van Leeuwen, "Worst-case analysis of set union algorithms", 1984.)

/// The root of `i`.
inline std::uint32_t find_root(std::uint32_t* parents, std::uint32_t i) {
  while (parents[i] != i) {
    parents[i] = parents[parents[i]];
    i = parents[i];
  }
  return i;
}

/// Merges the sets of `a` and `b`; returns the root.
inline std::uint32_t unite(std::uint32_t* parents, std::uint32_t a, std::uint32_t b) {
  a = find_root(parents, a);
  b = find_root(parents, b);
  if (a > b) {
    parents[a] = b;
    return b;
  }
  parents[b] = a;
  return a;
}

}  // namespace color_clusters
