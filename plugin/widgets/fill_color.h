// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>

#include "core/color/color.h"

namespace color_clusters {

/// Fills the path with a color in gamma-encoded sRGB.
inline void fill(cairo_t* cairo, const Color& srgb) {
  cairo_set_source_rgb(cairo, static_cast<double>(srgb[0]), static_cast<double>(srgb[1]),
                       static_cast<double>(srgb[2]));
  cairo_fill(cairo);
}

}  // namespace color_clusters
