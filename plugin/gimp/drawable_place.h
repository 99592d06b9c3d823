// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gegl.h>
#include <libgimp/gimp.h>

namespace color_clusters {

/// Where a layer lies in its image.
inline GeglRectangle place_of(GimpDrawable* layer) {
  GeglRectangle place = {0, 0, gimp_drawable_get_width(layer), gimp_drawable_get_height(layer)};
  gimp_drawable_get_offsets(layer, &place.x, &place.y);
  return place;
}

}  // namespace color_clusters
