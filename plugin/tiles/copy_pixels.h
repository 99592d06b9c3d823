// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plugin/tiles/layer_pixels.h"
#include "plugin/tiles/progress.h"

namespace color_clusters {

/// The same pixels and masks in buffers of their own, which belong to nobody else and can be read
/// in any thread. GEGL moves to disk what memory has no room for. Throws Cancelled when `progress`
/// asks for it.
LayerPixels copy_pixels(const LayerPixels& pixels, int threads, const Progress& progress);

}  // namespace color_clusters
