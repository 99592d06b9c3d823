// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gegl.h>

#include "core/color_histogram.h"
#include "plugin/pixels/bands.h"

namespace color_clusters {

/// One value per pixel of a layer, 0 … 1, in a buffer that may have another origin than the layer.
struct Mask {
  /// Null when there is no mask: every pixel counts in full.
  GeglBuffer* buffer = nullptr;
  /// The layer's pixel (x, y) has its value at (x + offset_x, y + offset_y). What lies outside the
  /// buffer has the value 0.
  int offset_x = 0;
  int offset_y = 0;
};

/// The pixels to count.
struct LayerPixels {
  GeglBuffer* buffer = nullptr;
  /// Part of the buffer to look at.
  GeglRectangle area = {};
  Mask selection;
  Mask layer_mask;
};

/// Counts the layer colors of all pixels, each weighted by its alpha and masks. Empty when nothing
/// has any weight. 8-bit layers are counted exactly, others as FloatColorCounter does. The result
/// does not depend on `threads`. Throws Cancelled when `progress` asks for it.
ColorHistogram read_histogram(const LayerPixels& pixels, int threads, const Progress& progress);

}  // namespace color_clusters
