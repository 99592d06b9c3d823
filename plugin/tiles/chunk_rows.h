// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include <gegl.h>

namespace color_clusters {

/// Calls `row(in_area, in_chunk, count)` for each row of a chunk of pixels: where it begins in an
/// array with one value for each pixel of `area`, where among the pixels of the chunk, and how many
/// pixels it has. The chunk lies inside the area.
template <typename Row>
void for_each_row(const GeglRectangle& chunk, const GeglRectangle& area, const Row& row) {
  const auto count = static_cast<std::size_t>(chunk.width);
  for (int y = 0; y < chunk.height; ++y) {
    const auto rows_above =
        static_cast<std::size_t>(chunk.y - area.y) + static_cast<std::size_t>(y);
    const std::size_t in_area = rows_above * static_cast<std::size_t>(area.width) +
                                static_cast<std::size_t>(chunk.x - area.x);
    row(in_area, static_cast<std::size_t>(y) * count, count);
  }
}

}  // namespace color_clusters
