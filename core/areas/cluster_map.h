// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/base/large_arrays.h"
#include "core/base/pixel_area.h"

namespace color_clusters {

/// Marks "no pixel" in a ClusterMap: what is transparent or not selected. Such a place is never
/// changed and has no neighbors.
inline constexpr std::uint16_t no_cluster = 65535;

/// A posterized picture: the index of each pixel's cluster, row by row, or `no_cluster`.
struct ClusterMap {
  using Clusters = LargeVector<std::uint16_t>;

  Clusters clusters;
  int width = 0;
  int height = 0;

  /// Where pixel (x, y) is in `clusters`.
  [[nodiscard]] std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
           static_cast<std::size_t>(x);
  }
};

/// Throws std::invalid_argument unless `map` has width × height pixels, fewer than 2^31.
void require_valid(const ClusterMap& map);

/// The same, and that each cluster's number is below `cluster_count`.
void require_valid(const ClusterMap& map, std::size_t cluster_count);

/// Makes all pixels outside an area, which may reach beyond the map, "no pixel".
void clear_outside(const PixelArea& area, ClusterMap& map);

/// The strips of rows into which work on a map is divided. They do not depend on the number of
/// threads, so that no result does. A strip of a photograph fits into a processor's cache.
struct RowStrips {
  static constexpr int rows = 64;

  int height;

  [[nodiscard]] std::size_t count() const {
    return static_cast<std::size_t>(height / rows) + (height % rows > 0 ? 1 : 0);
  }
  /// First row of strip `i`.
  [[nodiscard]] int begin(std::size_t i) const { return static_cast<int>(i) * rows; }
  /// The row after its last one.
  [[nodiscard]] int end(std::size_t i) const {
    return std::min(height - begin(i), rows) + begin(i);
  }
};

}  // namespace color_clusters
