// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace color_clusters {

/// A place in a map, in pixels from its upper left corner.
struct Spot {
  double x;
  double y;
};

/// From a spot to the nearest one of the segment between two others, which can be the same.
inline double squared_distance(const Spot& spot, const Spot& begin, const Spot& end) {
  const double dx = end.x - begin.x;
  const double dy = end.y - begin.y;
  const double length = dx * dx + dy * dy;
  double part = 0.0;
  if (length > 0.0) {
    part = std::clamp(((spot.x - begin.x) * dx + (spot.y - begin.y) * dy) / length, 0.0, 1.0);
  }
  const double x = spot.x - begin.x - part * dx;
  const double y = spot.y - begin.y - part * dy;
  return x * x + y * y;
}

}  // namespace color_clusters
