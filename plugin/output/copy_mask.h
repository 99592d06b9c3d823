// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include "plugin/tiles/layer_pixels.h"

namespace color_clusters {

/// Gives a layer the mask that the source has. Where the layer is larger, it is hidden.
void copy_mask(const Mask& from, GimpLayer* to);

}  // namespace color_clusters
