// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include <gegl.h>

#include "core/color.h"

namespace color_clusters {

/// Fills a buffer with vertical segments, left to right: segment i has `layer_colors[i]` and is
/// `widths[i]` pixels wide. Segments without width are left out.
void fill_color_bar(GeglBuffer* bar, std::span<const Color> layer_colors,
                    std::span<const int> widths);

}  // namespace color_clusters
