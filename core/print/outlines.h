// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/areas/cluster_map.h"

namespace color_clusters {

struct OutlineOptions {
  /// Pixels, 1 … 20.
  int width = 1;
  int threads = 1;
};

/// The lines between the areas of a map: 1, elsewhere 0, row by row for the rows from `first_row`
/// to before `end_row`. A border lies wherever pixels that share a side are of different clusters,
/// or only one of them is a pixel; the edge of the map is none. Each border is drawn once. Throws
/// std::invalid_argument when the width is not 1 … 20, when the map's size is not that of its
/// clusters or is 2^31 or more, or when there are no such rows.
///
/// Lines of an even width have half of it on either side: all pixels whose middles are less than
/// half the width from where pixels on a border meet at their corners. Lines of an odd width run
/// along the border on the side of the cluster with the lower number, never where there is no
/// pixel: all pixels are less than half the width from the middle of one there, so that a line of
/// one pixel is no wider anywhere. So horizontal and vertical lines have exactly the width, and the
/// ends and corners of wide ones are round.
///
/// Distances are exact, see DiscSpread. Memory: the result, and for each thread (64 + 2 × width) ×
/// 4 bytes for each column.
std::vector<std::uint8_t> draw_outlines(const ClusterMap& map, const OutlineOptions& options,
                                        int first_row, int end_row);

/// The same for all rows.
std::vector<std::uint8_t> draw_outlines(const ClusterMap& map, const OutlineOptions& options);

}  // namespace color_clusters
