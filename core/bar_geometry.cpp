// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bar_geometry.h"

#include <algorithm>
#include <cmath>

namespace color_clusters {
namespace {

/// What two areas have in common; not positive in width or height if that is nothing.
PixelArea intersection(const PixelArea& a, const PixelArea& b) {
  const int x = std::max(a.x, b.x);
  const int y = std::max(a.y, b.y);
  return {x, y, std::min(a.x + a.width, b.x + b.width) - x,
          std::min(a.y + a.height, b.y + b.height) - y};
}

int part_of(int length, double percent) {
  return std::max(1, static_cast<int>(std::lround(length * percent / 100.0)));
}

}  // namespace

BarGeometry color_bar_geometry(const PixelArea& layer, int canvas_width, int canvas_height,
                               BarPosition position, double percent) {
  const bool is_outside = position == BarPosition::below || position == BarPosition::right;
  const PixelArea canvas{0, 0, canvas_width, canvas_height};
  PixelArea seen = intersection(layer, canvas);
  if (seen.width <= 0 || seen.height <= 0) seen = is_outside ? canvas : layer;

  BarGeometry geometry{seen, position == BarPosition::right, canvas_width, canvas_height};
  PixelArea& bar = geometry.bar;
  if (geometry.is_vertical) {
    bar.width = part_of(seen.width, percent);
    bar.x = canvas_width;
    geometry.canvas_width += bar.width;
    return geometry;
  }
  bar.height = part_of(seen.height, percent);
  if (position == BarPosition::inside_bottom) bar.y = seen.y + seen.height - bar.height;
  if (position == BarPosition::below) {
    bar.y = canvas_height;
    geometry.canvas_height += bar.height;
  }
  return geometry;
}

}  // namespace color_clusters
