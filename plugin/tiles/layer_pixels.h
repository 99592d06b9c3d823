// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <gegl.h>

#include "plugin/tiles/pixel_buffer.h"

namespace color_clusters {

/// One value per pixel of a layer, 0 … 1, in a buffer that may have another origin than the layer.
struct Mask {
  /// None when there is no mask: every pixel counts in full.
  PixelBuffer buffer;
  /// The layer's pixel (x, y) has its value at (x + offset_x, y + offset_y). What lies outside the
  /// buffer has the value 0.
  int offset_x = 0;
  int offset_y = 0;
};

/// The pixels to count, map or paint.
struct LayerPixels {
  PixelBuffer buffer;
  /// Part of the buffer to look at.
  GeglRectangle area = {};
  Mask selection;
  Mask layer_mask;

  /// That of the layer first, then those of the masks; some may be none.
  [[nodiscard]] std::vector<PixelBuffer> buffers() const {
    return {buffer, selection.buffer, layer_mask.buffer};
  }
};

}  // namespace color_clusters
