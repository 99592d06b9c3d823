// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

namespace color_clusters {

/// The size of an image in pixels.
struct CanvasSize {
  int width;
  int height;

  bool operator==(const CanvasSize&) const = default;
};

/// Pixels to the right and down.
struct CanvasShift {
  int x = 0;
  int y = 0;
};

inline CanvasSize canvas_of(GimpImage* image) {
  return {gimp_image_get_width(image), gimp_image_get_height(image)};
}

}  // namespace color_clusters
