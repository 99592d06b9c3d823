// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/areas/cluster_map.h"
#include "core/dither/dither.h"
#include "plugin/mapping/cluster_colors.h"
#include "plugin/tiles/bands.h"
#include "plugin/tiles/layer_pixels.h"

namespace color_clusters {

/// As map_clusters, but dithered: the pixels of an area take turns with clusters so that the area
/// as a whole has the original's color. The result does not depend on `options.threads`. Throws
/// Cancelled when `progress` asks for it.
ClusterMap dither_clusters(const LayerPixels& pixels, const ClusterColors& colors,
                           const ClusterSpace& space, const DitherOptions& options,
                           const Progress& progress);

/// The palette of a Ditherer.
DitherPalette dither_palette(const ClusterColors& colors, const ClusterSpace& space);

}  // namespace color_clusters
