// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/areas/cluster_map.h"
#include "core/base/checkpoint.h"
#include "core/color/color.h"

namespace color_clusters {

/// What becomes of an area that has no room for its number.
enum class HiddenAreas {
  /// It takes on the color of a neighbor.
  dissolve,
  /// Its number stands in a neighbor, with a line that leads to it. Where that is not possible, it
  /// dissolves.
  leader_lines
};

struct NumberOptions {
  /// How far the corners of each cluster's number are from its middle, for a font of one pixel;
  /// greater than 0.
  std::vector<double> half_diagonals{};  // NOLINT(readability-redundant-member-init)
  /// The smallest font that may be used, greater than 0, and the largest one, in pixels.
  double smallest_font = 8.0;
  double largest_font = 8.0;
  /// How far what is drawn along borders reaches from them on either side, and how wide the lines
  /// are that lead from a number to its area; 0 or more, in pixels.
  double border = 0.0;
  double line_width = 1.0;
  HiddenAreas hidden = HiddenAreas::dissolve;
  int threads = 1;
  Checkpoint checkpoint{};  // NOLINT(readability-redundant-member-init)
};

/// The number of an area. Places are in pixels, from the upper left corner of the map.
struct AreaNumber {
  std::uint16_t cluster = 0;
  /// The middle of the number, and the size of its font.
  double x = 0.0;
  double y = 0.0;
  double font = 0.0;
  /// Whether it stands outside of its area; then a line leads from there to a place in the area.
  bool has_line = false;
  double line_begin_x = 0.0;
  double line_begin_y = 0.0;
  double line_end_x = 0.0;
  double line_end_y = 0.0;

  friend bool operator==(const AreaNumber&, const AreaNumber&) = default;
};

struct NumberedAreas {
  /// With what became of areas without room.
  ClusterMap map;
  /// One for each area of the map that has one, in the order of find_connected_areas.
  std::vector<AreaNumber> numbers;
};

/// Numbers the 4-connected areas of a map for painting. `colors` are those of the clusters, in the
/// space in which they were found. Throws std::invalid_argument as clean_areas does, or when an
/// option is out of range.
///
/// A number stands where its area is widest (see LabelPlace), as large as there is room within the
/// lines along the borders, up to the largest font. Areas too narrow for the smallest font are
/// hidden. They dissolve as in clean_areas, smallest first and in three rounds, between which it is
/// looked where there is room by now: small ones together can have some. What has room stays.
/// Only what has no neighbor can be left without a number.
///
/// With leader lines, the number of a hidden area stands in one of its neighbors, in the smallest
/// font, as near as 32 directions allow, up to twelve times as far from the area as its circle is
/// wide. Line and circle stay off all other borders, numbers and lines by what is drawn there. The
/// line ends where the hidden area is widest. An area of which the lines along its border leave
/// nothing to be seen gets none. What is left without dissolves in rounds, too.
///
/// Memory: about 14 bytes a pixel.
NumberedAreas number_areas(ClusterMap map, std::span<const Color> colors,
                           const NumberOptions& options);

}  // namespace color_clusters
