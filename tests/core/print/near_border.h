// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>

#include "core/areas/cluster_map.h"

namespace color_clusters {

/// Whether the middle of pixel (x, y) is at most `distance` pixels from a corner at which not all
/// pixels are of one cluster; by looking at all that are near.
inline bool is_near_border(const ClusterMap& map, int x, int y, double distance) {
  const int reach = static_cast<int>(std::ceil(distance)) + 1;
  for (int v = std::max(y - reach, 0); v <= std::min(y + reach, map.height); ++v) {
    for (int u = std::max(x - reach, 0); u <= std::min(x + reach, map.width); ++u) {
      const double dx = u - x - 0.5;
      const double dy = v - y - 0.5;
      if (dx * dx + dy * dy > distance * distance) continue;
      const int left = std::max(u - 1, 0);
      const int right = std::min(u, map.width - 1);
      const auto first = map.clusters[map.index(left, std::max(v - 1, 0))];
      if (map.clusters[map.index(right, std::max(v - 1, 0))] != first ||
          map.clusters[map.index(left, std::min(v, map.height - 1))] != first ||
          map.clusters[map.index(right, std::min(v, map.height - 1))] != first) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace color_clusters
