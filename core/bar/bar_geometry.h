// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/areas/visible_part.h"
#include "core/base/pixel_area.h"

namespace color_clusters {

/// Where a color bar lies: inside the picture along its lower or upper edge, or outside, below or
/// to the right of the canvas.
enum class BarPosition { inside_bottom, inside_top, below, right };

/// The shape that a color bar is to have.
struct BarShape {
  BarPosition position;
  /// Thickness in percent of the picture's height (`right`: width); 0 for no bar, only a key.
  double percent;
  /// How many cells the key under the bar has, 0 for no key, and the least side of one in pixels.
  std::size_t key_cells = 0;
  int key_cell_size = 1;
};

/// The place of a color bar.
struct BarGeometry {
  PixelArea bar;
  /// Segments lie on top of each other, not side by side.
  bool is_vertical;
  /// Size of the canvas that shows all of bar and key.
  int canvas_width;
  int canvas_height;
  /// The cells of the key, as many as asked for.
  std::vector<PixelArea> key;

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
///
/// The key follows the bar, under it (`right`: to the right of it), and is as long: lines of cells
/// that fill it without gaps, of the same size to within a pixel, in reading order (`right`: column
/// by column), as few lines as the least size allows. A last line that is not full ends early. With
/// `inside_bottom` the bar moves up to make room. Outside, the gap is between bar and key, too;
/// where there is no bar, it is before the key, and measured by that.
BarGeometry color_bar_geometry(const PixelArea& layer, int canvas_width, int canvas_height,
                               const BarShape& shape);

/// What can be seen of the layer beside bar and key, in the layer's own pixels. Of a layer beside
/// the canvas, which nobody sees, all that they leave.
VisiblePart uncovered_part(const PixelArea& layer, int canvas_width, int canvas_height,
                           const BarGeometry& geometry);

}  // namespace color_clusters
