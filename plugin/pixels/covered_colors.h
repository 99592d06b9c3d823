// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>

#include "core/color/color.h"
#include "plugin/tiles/layer_pixels.h"

namespace color_clusters {

/// Converts layer colors; `to` is as long as `from` and may be the same.
using ConvertColors = std::function<void(std::span<const Color> from, std::span<Color> to)>;

/// Reads the pixels of `area`, in the layer's buffer, converted, and how much of each is there:
/// alpha times selection times layer mask, 0 … 1, above 0 if anything of it
/// is seen. Both have one value for each pixel, row by row; the colors of pixels of which nothing
/// is there stay as they were. The result does not depend on `threads`.
void read_covered_colors(const LayerPixels& pixels, const ConvertColors& convert,
                         const GeglRectangle& area, int threads, std::span<Color> colors,
                         std::span<float> coverages);

}  // namespace color_clusters
