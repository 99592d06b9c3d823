// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include "plugin/tiles/pixel_buffer.h"

namespace color_clusters {

/// The pixels of a layer, a mask or a selection, to read them or to write them. Throws Error, also
/// when they are opened anew, when there is no such drawable any more. `together`: see PixelBuffer.
PixelBuffer pixels_of(GimpDrawable* drawable, int together = 1);

}  // namespace color_clusters
