// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace color_clusters {

/// Where a color bar lies: inside the picture along its lower or upper edge, or outside, below or
/// to the right of the canvas.
enum class BarPosition { inside_bottom, inside_top, below, right };

/// Pixels of an image; (0, 0) is the upper left corner of its canvas.
struct PixelArea {
  int x;
  int y;
  int width;
  int height;

  bool operator==(const PixelArea&) const = default;
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
/// The bar is as long as the part of the layer that the canvas shows, and `percent` (> 0) of that
/// part's height thick (`right`: width), at least one pixel. Inside, it lies along the edge of that
/// part; of a layer beside the canvas, along its own. Outside, it lies at the edge of the canvas,
/// where it hides nothing, and the canvas grows by as much; if the canvas shows nothing of the
/// layer, the bar is made for the whole canvas, so that it is seen.
BarGeometry color_bar_geometry(const PixelArea& layer, int canvas_width, int canvas_height,
                               BarPosition position, double percent);

}  // namespace color_clusters
