// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/areas/cluster_map.h"
#include "core/base/checkpoint.h"
#include "core/color/color.h"

namespace color_clusters {

struct NarrowPartsOptions {
  /// Pixels, 0 … 100: what is narrower dissolves; 0 and 1 leave the map as it is.
  int minimum_width = 0;
  int threads = 1;
  Checkpoint checkpoint{};  // NOLINT(readability-redundant-member-init)
};

/// Dissolves what of the areas of a map is narrower than a width, in their neighbors: lines, and
/// gaps, which are lines of what lies between. `colors` are those of the clusters, in the space in
/// which they were found. Throws std::invalid_argument when the width is not 0 … 100, when the
/// map's size is not that of its clusters or is 2^31 or more, when a cluster has no color, or when
/// a color is not finite.
///
/// The clusters are opened by a disc (J. Serra, "Image Analysis and Mathematical Morphology",
/// 1982), one after the other, those with the fewest pixels first, each in what has become of the
/// map. A disc of `minimum_width` w lies in a cluster where no pixel of another one, and no place
/// without pixel, is nearer to its middle than (w + 1) / 2, from middle to middle; its middle is
/// that of a pixel where w is odd, else a corner where four meet. A pixel stays that is no further
/// from the middle of such a disc than the corner of a square of that width is, (w - 1) / √2. So
/// horizontal and vertical lines of width w, rectangles and discs stay bit for bit, lines of width
/// w - 1 vanish, and sharp points become blunt; of a line that begins at something wider a
/// quarter of that width is left. Beyond the edge of the map areas are taken to go on: what lies
/// along it stays from half the width on.
///
/// Each pixel of what is too narrow goes to the cluster of the nearest pixel of another one; of
/// equally near ones it is that of the nearest color, then of the lowest number. Where only places
/// without pixel are that near, it stays.
///
/// Distances are exact, see DiscSpread. The time grows with the number of clusters. Memory: 2 bytes
/// a pixel, and 8 for each one that changes.
ClusterMap dissolve_narrow_parts(ClusterMap map, std::span<const Color> colors,
                                 const NarrowPartsOptions& options);

}  // namespace color_clusters
