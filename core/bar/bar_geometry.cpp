// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bar/bar_geometry.h"

#include <algorithm>
#include <cmath>

namespace color_clusters {
namespace {

int part_of(int length, double percent) {
  if (percent == 0.0) return 0;
  return std::max(1, static_cast<int>(std::lround(length * percent / 100.0)));
}

/// The gap before a bar of that thickness.
int gap_before(const PixelArea& seen, int thickness) {
  if (thickness == 0) return 0;
  constexpr int part = 600;
  const int visible = (std::max(seen.width, seen.height) + part / 2) / part;
  return std::clamp(visible, 1, std::max(1, thickness / 4));
}

}  // namespace

BarGeometry color_bar_geometry(const PixelArea& layer, int canvas_width, int canvas_height,
                               const BarShape& shape) {
  const bool is_vertical = shape.position == BarPosition::right;
  const bool is_outside = is_vertical || shape.position == BarPosition::below;
  const PixelArea canvas{0, 0, canvas_width, canvas_height};
  PixelArea seen = intersection(layer, canvas);
  if (seen.width <= 0 || seen.height <= 0) seen = is_outside ? canvas : layer;

  const int thickness = part_of(is_vertical ? seen.width : seen.height, shape.percent);
  const int gap = is_outside ? gap_before(seen, thickness) : 0;
  BarGeometry geometry{seen, is_vertical, canvas_width, canvas_height};
  PixelArea& bar = geometry.bar;
  (is_vertical ? bar.width : bar.height) = thickness;
  if (is_outside) {
    int& edge = is_vertical ? geometry.canvas_width : geometry.canvas_height;
    (is_vertical ? bar.x : bar.y) = edge + gap;
    edge += gap + thickness;
  } else if (shape.position == BarPosition::inside_bottom) {
    bar.y = seen.y + seen.height - thickness;
  }
  return geometry;
}

}  // namespace color_clusters
