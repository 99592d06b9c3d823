// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gegl.h>

#include "core/areas/cluster_map.h"
#include "plugin/mapping/cluster_colors.h"
#include "plugin/tiles/bands.h"
#include "plugin/tiles/layer_pixels.h"

namespace color_clusters {

/// Gives every pixel of `pixels.area` the color of the nearest cluster center and writes it to the
/// same place of `destination`, which has the same format.
///
/// Alpha is copied bit for bit. Where there is a selection, unselected pixels are copied bit for
/// bit, and partly selected ones are mixed with the original in linear light. The layer mask plays
/// no part. The result does not depend on `threads`. Throws Cancelled when `progress` asks for it.
void posterize(const LayerPixels& pixels, const PixelBuffer& destination,
               const ClusterColors& colors, const ClusterSpace& space, int threads,
               const Progress& progress);

/// The same with the clusters of a map of `pixels.area`. Where it has none, the pixel is copied.
void posterize(const LayerPixels& pixels, const PixelBuffer& destination,
               const ClusterColors& colors, const ClusterMap& map, int threads,
               const Progress& progress);

}  // namespace color_clusters
