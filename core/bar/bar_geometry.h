// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/pixel_area.h"

namespace color_clusters {

/// Where a color bar lies: inside the picture along its lower or upper edge, or outside, below or
/// to the right of the canvas.
enum class BarPosition { inside_bottom, inside_top, below, right };

/// The shape that a color bar is to have.
struct BarShape {
  BarPosition position;
  /// Thickness in percent of the picture's height (`right`: width); 0 for no bar.
  double percent;
};

/// The place of a color bar.
struct BarGeometry {
  PixelArea bar;
  /// Segments lie on top of each other, not side by side.
  bool is_vertical;
  /// Size of the canvas that shows all of the bar.
  int canvas_width;
  int canvas_height;

  bool operator==(const BarGeometry&) const = default;
};

/// The place of the color bar of a layer at `layer`, not empty, on a canvas of that size (> 0).
///
/// The bar is as long as the part of the layer that the canvas shows, and `percent` of that part's
/// height thick (`right`: width), at least one pixel. Inside, it lies along the edge of that part;
/// of a layer beside the canvas, along its own. Outside, it lies at the edge of the canvas, where
/// it hides nothing, and the canvas grows by as much; if the canvas shows nothing of the layer, the
/// bar is made for the whole canvas, so that it is seen. A gap keeps a segment from flowing into an
/// area of the same color: a 600th of the longer side of what is seen, so that it shows where all
/// of a large picture does, but no more than a quarter of the bar, and at least a pixel.
BarGeometry color_bar_geometry(const PixelArea& layer, int canvas_width, int canvas_height,
                               const BarShape& shape);

}  // namespace color_clusters
