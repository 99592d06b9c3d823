// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plugin/mapping/cluster_colors.h"
#include "plugin/tiles/layer_pixels.h"

namespace color_clusters {

/// The mean over the pixels of the squared distance to the nearest cluster center in 8-bit sRGB
/// units, weighted by alpha: from the pixels themselves.
double mse_rgb(const LayerPixels& pixels, const ClusterColors& colors, const ClusterSpace& space,
               int threads);

}  // namespace color_clusters
