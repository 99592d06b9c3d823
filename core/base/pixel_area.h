// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace color_clusters {

/// A rectangle of pixels of an image, a layer or a map; (0, 0) is the upper left pixel of that.
struct PixelArea {
  int x;
  int y;
  int width;
  int height;

  bool operator==(const PixelArea&) const = default;
};

}  // namespace color_clusters
