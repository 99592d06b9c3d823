// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/color/color.h"
#include "plugin/tiles/bands.h"

namespace color_clusters {

/// Coverage, 0 … 255, of the pixels of some rows. Is called by several threads.
using CoverageOfRows = std::function<std::vector<std::uint8_t>(int first_row, int end_row)>;

/// Paints one color where a buffer is covered, as opaque as it is. The buffer begins at (0, 0), has
/// alpha and is all transparent; tiles where nothing is covered stay as they are. Throws Cancelled
/// when `progress` asks for it.
void paint_coverage(const PixelBuffer& destination, const Color& srgb, int threads,
                    const Progress& progress, const CoverageOfRows& coverage);

}  // namespace color_clusters
