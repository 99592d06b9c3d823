// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gegl.h>

#include "core/color/color.h"
#include "plugin/glib/owned.h"

namespace color_clusters {

/// A color in gamma-encoded sRGB, not clipped, for GEGL and GIMP.
inline Owned<GeglColor> gegl_color(const Color& srgb) {
  Owned<GeglColor> color(gegl_color_new(nullptr));
  gegl_color_set_pixel(color.get(), babl_format("R'G'B' float"), srgb.data());
  return color;
}

/// The inverse of gegl_color.
inline Color srgb_of(GeglColor* color) {
  Color srgb{};
  gegl_color_get_pixel(color, babl_format("R'G'B' float"), srgb.data());
  return srgb;
}

}  // namespace color_clusters
