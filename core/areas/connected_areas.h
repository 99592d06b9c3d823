// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/areas/cluster_map.h"
#include "core/base/checkpoint.h"

namespace color_clusters {

/// A connected component of the pixels of one cluster.
struct Area {
  std::uint16_t cluster = 0;
  /// Pixels.
  std::uint32_t size = 0;
  /// Its bounding box; `right` and `bottom` are exclusive.
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;

  friend bool operator==(const Area&, const Area&) = default;
};

struct ConnectedAreas {
  /// In the order of their first pixels.
  std::vector<Area> areas;
  /// The index of each pixel's area, or `no_area` where there is no pixel.
  std::vector<std::uint32_t> area_of;

  static constexpr std::uint32_t no_area = 0xFFFFFFFF;
};

/// Finds the 4-connected areas of a map: pixels that share a side and have the same cluster are in
/// one area. Throws std::invalid_argument when the map's size is not that of its clusters or is
/// 2^31 or more.
///
/// Takes two passes and union-find (A. Rosenfeld and J. L. Pfaltz, "Sequential operations in
/// digital picture processing", 1966), strip by strip, in almost linear time. Memory: the result,
/// which is 4 bytes a pixel and 24 an area, and while it works 28 bytes for each area of each
/// strip.
ConnectedAreas find_connected_areas(const ClusterMap& map, int threads,
                                    const Checkpoint& checkpoint = {});

}  // namespace color_clusters
