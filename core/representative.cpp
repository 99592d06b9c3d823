// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/representative.h"

#include <limits>

namespace color_clusters {

std::vector<std::size_t> nearest_members(const ColorTree& tree, std::span<const Color> centers,
                                         int threads) {
  const std::vector<std::uint16_t> assignments = tree.assignments(centers, threads);
  std::vector<std::size_t> nearest(centers.size(), 0);
  std::vector<double> least(centers.size(), std::numeric_limits<double>::infinity());
  for (std::size_t i = 0; i < tree.size(); ++i) {
    const std::size_t cluster = assignments[i];
    const double distance = squared_distance(tree.color(i), centers[cluster]);
    if (distance < least[cluster]) {
      least[cluster] = distance;
      nearest[cluster] = i;
    }
  }
  return nearest;
}

}  // namespace color_clusters
