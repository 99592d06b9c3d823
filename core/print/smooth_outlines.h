// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/areas/cluster_map.h"

namespace color_clusters {

struct OutlineOptions {
  /// Pixels, 1 … 20.
  int width = 1;
  int threads = 1;
};

/// The lines between the areas of a map: how much of each pixel a line covers, 0 … 255, row by row
/// for the rows from `first_row` to before `end_row`. A border lies wherever pixels that share a
/// side are of different clusters, or only one of them is a pixel; the edge of the map is none.
/// Each border is drawn once. Throws std::invalid_argument when the width is not 1 … 20, when the
/// map's size is not that of its clusters or is 2^31 or more, or when there are no such rows.
///
/// Borders are steps from pixel to pixel; lines go through the middles of their sides, each moved
/// halfway to the mean of those before and after it, so that slanting borders become straight.
/// Where more than two sides meet, the lines meet. Coverage falls over one pixel at a line's
/// edges. Horizontal and vertical lines have exactly the width: those of an even width have half of
/// it on either side of the border; those of an odd width lie half a pixel further left and up, so
/// that they fill whole pixels.
///
/// Memory: the result.
std::vector<std::uint8_t> draw_smooth_outlines(const ClusterMap& map, const OutlineOptions& options,
                                               int first_row, int end_row);

/// Rows of coverage to draw into.
struct CoverageRows {
  std::span<std::uint8_t> pixels;
  int width = 0;
  int first_row = 0;
  int end_row = 0;
};

/// A line with round ends, in pixels from the upper left corner.
struct StraightLine {
  double begin_x = 0.0;
  double begin_y = 0.0;
  double end_x = 0.0;
  double end_y = 0.0;
  double width = 1.0;
};

/// Draws as much of a line as lies in the rows; coverage never becomes less.
void draw_line(const StraightLine& line, const CoverageRows& rows);

}  // namespace color_clusters
