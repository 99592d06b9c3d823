// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include <gegl.h>

#include "core/color/color.h"

namespace color_clusters {

/// Fills areas of a buffer, each with the color of the same number. Areas without pixels are left
/// out.
void fill_areas(GeglBuffer* buffer, std::span<const Color> layer_colors,
                std::span<const GeglRectangle> areas);

/// Fills a buffer with segments side by side, left to right, or, if `is_vertical`, on top of each
/// other, downwards: segment i has `layer_colors[i]` and is `lengths[i]` pixels long. Segments
/// without length are left out.
void fill_color_bar(GeglBuffer* bar, std::span<const Color> layer_colors,
                    std::span<const int> lengths, bool is_vertical);

}  // namespace color_clusters
