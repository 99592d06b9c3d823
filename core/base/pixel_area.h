// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace color_clusters {

/// A rectangle of pixels of an image, a layer or a map; (0, 0) is the upper left pixel of that.
struct PixelArea {
  int x;
  int y;
  int width;
  int height;

  bool operator==(const PixelArea&) const = default;
};

/// What two areas have in common; its width or height is not positive if that is nothing.
inline PixelArea intersection(const PixelArea& a, const PixelArea& b) {
  const int x = std::max(a.x, b.x);
  const int y = std::max(a.y, b.y);
  return {x, y, std::min(a.x + a.width, b.x + b.width) - x,
          std::min(a.y + a.height, b.y + b.height) - y};
}

}  // namespace color_clusters
