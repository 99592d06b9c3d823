// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/color/color.h"
#include "plugin/mapping/cluster_space.h"
#include "plugin/tiles/bands.h"
#include "plugin/tiles/layer_pixels.h"

namespace color_clusters {

/// Replaces each of `layer_colors` by the layer color of the pixel of all layers nearest to the
/// same one of `centers`, which are in the cluster space and in the order in which equally near
/// ones are assigned to: among the pixels that count and are nearer to it than to any other center;
/// if there are none, it stays. For layers with more colors than the histogram tells apart: it
/// looks at each pixel, with NearestColor. The result does not depend on `threads`. Throws
/// Cancelled when `progress` asks for it.
void use_nearest_pixels(std::span<const LayerPixels> layers, std::span<const Color> centers,
                        const ClusterSpace& space, int threads, const Progress& progress,
                        std::span<Color> layer_colors);
inline void use_nearest_pixels(const LayerPixels& pixels, std::span<const Color> centers,
                               const ClusterSpace& space, int threads, const Progress& progress,
                               std::span<Color> layer_colors) {
  use_nearest_pixels(std::span(&pixels, 1), centers, space, threads, progress, layer_colors);
}

}  // namespace color_clusters
