// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/cluster_map.h"

#include <algorithm>
#include <span>
#include <stdexcept>

namespace color_clusters {

void require_valid(const ClusterMap& map) {
  constexpr std::int64_t too_many = std::int64_t{1} << 31U;
  const std::int64_t pixels = std::int64_t{map.width} * map.height;
  if (map.width < 0 || map.height < 0 || pixels >= too_many ||
      static_cast<std::size_t>(pixels) != map.clusters.size()) {
    throw std::invalid_argument("a cluster map has width × height pixels, fewer than 2^31");
  }
}

void require_valid(const ClusterMap& map, std::size_t cluster_count) {
  require_valid(map);
  // Adding one makes "no pixel" 0 and keeps the order of all others.
  std::uint16_t most = 0;
  for (const std::uint16_t cluster : map.clusters) {
    most = std::max(most, static_cast<std::uint16_t>(cluster + 1U));
  }
  if (most > cluster_count) {
    throw std::invalid_argument("a cluster map has the number of a cluster that does not exist");
  }
}

void clear_outside(const PixelArea& area, ClusterMap& map) {
  const int left = std::clamp(area.x, 0, map.width);
  const int right = std::clamp(area.x + area.width, left, map.width);
  for (int y = 0; y < map.height; ++y) {
    const auto row = std::span(map.clusters).subspan(map.index(0, y), map.index(0, 1));
    if (y < area.y || y >= area.y + area.height) {
      std::ranges::fill(row, no_cluster);
    } else {
      std::ranges::fill(row.first(static_cast<std::size_t>(left)), no_cluster);
      std::ranges::fill(row.subspan(static_cast<std::size_t>(right)), no_cluster);
    }
  }
}

}  // namespace color_clusters
