// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/outlines.h"

#include <algorithm>
#include <cstddef>
#include <stdexcept>

#include "core/base/parallel.h"
#include "core/print/disc_spread.h"

namespace color_clusters {
namespace {

constexpr int widest = 20;

/// Marks pixels that have one of a cluster with a higher number, or no pixel, at their side.
void mark_lower_sides(const ClusterMap& map, MaskRows& marks) {
  for (int y = marks.first_row; y < marks.end_row; ++y) {
    const std::uint16_t* const row = map.clusters.data() + map.index(0, y);
    const std::uint16_t* const above = y > 0 ? row - map.width : row;
    const std::uint16_t* const below = y + 1 < map.height ? row + map.width : row;
    std::uint8_t* const marked = marks.row(y);
    for (int x = 0; x < map.width; ++x) {
      const std::uint16_t left = row[std::max(x - 1, 0)];
      const std::uint16_t right = row[std::min(x + 1, map.width - 1)];
      const std::uint16_t highest = std::max({left, right, above[x], below[x]});
      marked[x] = static_cast<std::uint8_t>(highest > row[x] ? 1 : 0);
    }
  }
}

/// Marks corners where not all pixels that meet are of one cluster; corner (x, y) is the upper left
/// one of pixel (x, y).
void mark_corners(const ClusterMap& map, MaskRows& marks) {
  for (int y = marks.first_row; y < marks.end_row; ++y) {
    const std::uint16_t* const above = map.clusters.data() + map.index(0, std::max(y - 1, 0));
    const std::uint16_t* const below =
        map.clusters.data() + map.index(0, std::min(y, map.height - 1));
    std::uint8_t* const marked = marks.row(y);
    for (int x = 0; x <= map.width; ++x) {
      const int left = std::max(x - 1, 0);
      const int right = std::min(x, map.width - 1);
      const bool is_inside =
          above[left] == above[right] && above[left] == below[left] && above[left] == below[right];
      marked[x] = static_cast<std::uint8_t>(is_inside ? 0 : 1);
    }
  }
}

}  // namespace

std::vector<std::uint8_t> draw_outlines(const ClusterMap& map, const OutlineOptions& options,
                                        int first_row, int end_row) {
  require_valid(map);
  const int width = options.width;
  if (width < 1 || width > widest) {
    throw std::invalid_argument("an outline is 1 to 20 pixels wide");
  }
  if (first_row < 0 || first_row > end_row || end_row > map.height) {
    throw std::invalid_argument("outlines are drawn in rows that are in the map");
  }
  std::vector<std::uint8_t> lines(map.index(0, end_row) - map.index(0, first_row));
  if (lines.empty()) return lines;
  const int around = width / 2 + 1;
  const int shift = 1 - width % 2;
  const DiscSpread spread(width * width - 1, shift);
  const RowStrips strips{end_row - first_row};
  parallel_for(strips.count(), options.threads, [&](std::size_t strip) {
    const int begin = first_row + strips.begin(strip);
    const int end = first_row + strips.end(strip);
    MaskRows marks(map.width + shift, std::max(begin - around, 0),
                   std::min(map.height - end, around) + end + shift);
    if (shift == 0) {
      mark_lower_sides(map, marks);
    } else {
      mark_corners(map, marks);
    }
    MaskRows drawn(map.width, begin, end);
    spread.spread(marks, drawn);
    std::ranges::copy(drawn.cells,
                      lines.begin() + static_cast<std::ptrdiff_t>(map.index(0, begin - first_row)));
  });
  return lines;
}

std::vector<std::uint8_t> draw_outlines(const ClusterMap& map, const OutlineOptions& options) {
  return draw_outlines(map, options, 0, map.height);
}

}  // namespace color_clusters
