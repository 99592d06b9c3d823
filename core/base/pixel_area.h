// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace color_clusters {

/// Pixels of an image, of a layer or of a map; (0, 0) is the upper left corner of its canvas, or
/// its first pixel.
struct PixelArea {
  int x;
  int y;
  int width;
  int height;

  bool operator==(const PixelArea&) const = default;
};

}  // namespace color_clusters
