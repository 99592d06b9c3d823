// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "core/areas/cluster_map.h"
#include "core/base/checkpoint.h"
#include "core/color/color.h"

namespace color_clusters {

struct CleaningOptions {
  /// Areas with fewer pixels dissolve; 0 and 1 leave the map as it is.
  std::uint32_t smallest_area = 0;
  /// Whether what follows of thin slanting lines holds; else areas are only 4-connected.
  bool joins_corners = true;
  /// Indices of pixels: the areas that they lie in stay, however small. All of them are in the map.
  std::span<const std::uint32_t> kept{};  // NOLINT(readability-redundant-member-init)
  int threads = 1;
  Checkpoint checkpoint{};  // NOLINT(readability-redundant-member-init)
};

/// Dissolves small areas of a map in their neighbors, smallest first, until every area that has a
/// neighbor is large enough. `colors` are those of the clusters, in the space in which they were
/// found. Throws std::invalid_argument when the map's size is not that of its clusters or is 2^31
/// or more, when a cluster has no color, or when a color is not finite.
///
/// Areas are 4-connected, but a thin slanting line is one area as well, not many of one pixel. A
/// pixel is thin if at most two of its eight neighbors have its cluster. Pixels of one cluster that
/// share only a corner are connected, too, where two pixels in a row are thin: these two, or one of
/// them and the next. (If every corner counted, half of the noise where two clusters meet would be
/// one large area, and stay.) What has become one area remains one while its surroundings change.
/// Neighbors share a side.
///
/// An area takes the cluster for which border length / squared color distance is greatest, where
/// the border is that with all neighbors of the cluster. Its size times the inverse is the price,
/// in squared error per length of border that vanishes, at which the functional of Mumford and Shah
/// has the area merged (G. Koepfler, C. Lopez and J. M. Morel, "A multiscale algorithm for image
/// segmentation by variational method", 1994). So where two neighbors have about as much border,
/// the nearer color gets the area: specks on an edge go to the right side. Specks inside an area go
/// to the area around, even if a speck of a slightly nearer color touches them: the longest border
/// alone would spoil edges, and the nearest color alone would make speck grow by speck. Of equal
/// clusters the one with the longer border is taken, then the one with the lower number.
///
/// An area that grew stays if it has become large enough; if not, it waits until it is the
/// smallest. Areas of one size go in a fixed order. Only close to the borders of strips (see
/// RowStrips) may specks of less than 32 pixels wait for larger ones.
///
/// Memory: 8 bytes a pixel, and up to 16 for each small area.
ClusterMap clean_areas(ClusterMap map, std::span<const Color> colors,
                       const CleaningOptions& options);

}  // namespace color_clusters
