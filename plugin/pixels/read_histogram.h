// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <variant>
#include <vector>

#include <gegl.h>

#include "core/histogram/byte_color_counter.h"
#include "core/histogram/color_histogram.h"
#include "core/histogram/float_color_counter.h"
#include "plugin/pixels/bands.h"
#include "plugin/pixels/pixel_buffer.h"

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

/// The pixels to count.
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

/// What was counted of a layer: exactly for 8 bits, as FloatColorCounter does for more.
using CountedColors = std::variant<ByteColorCounter, FloatColorCounter>;

/// Counts the layer colors of all pixels, each weighted by its alpha and masks. What is counted
/// does not depend on `threads`. Throws Cancelled when `progress` asks for it.
CountedColors count_colors(const LayerPixels& pixels, int threads, const Progress& progress);

/// The histogram of counted colors; empty when nothing had any weight.
ColorHistogram histogram_of(const CountedColors& counted, int threads);

/// histogram_of what count_colors counts.
ColorHistogram read_histogram(const LayerPixels& pixels, int threads, const Progress& progress);

}  // namespace color_clusters
