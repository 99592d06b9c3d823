// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gegl.h>
#include <libgimp/gimp.h>

namespace color_clusters {

/// The bounding box of an image's selection; empty if nothing is selected.
inline GeglRectangle selection_bounds(GimpImage* image) {
  gboolean non_empty = FALSE;
  int x1 = 0;
  int y1 = 0;
  int x2 = 0;
  int y2 = 0;
  gimp_selection_bounds(image, &non_empty, &x1, &y1, &x2, &y2);
  return non_empty != FALSE ? GeglRectangle{x1, y1, x2 - x1, y2 - y1} : GeglRectangle{};
}

}  // namespace color_clusters
