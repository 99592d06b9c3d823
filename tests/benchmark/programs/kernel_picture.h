// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <gegl.h>

#include "core/areas/cluster_map.h"
#include "core/color/color.h"
#include "core/histogram/color_histogram.h"
#include "core/kmeans/color_tree.h"
#include "plugin/glib/owned.h"

namespace color_clusters {

// The picture that the benchmarks of single steps work on, and what becomes of it on the way. It is
// the same on every machine, and has as many distinct colors as a photograph.

inline constexpr int width = 3000;
inline constexpr int height = 2000;
inline constexpr std::size_t pixel_count = std::size_t{width} * height;

int thread_count();

/// Smooth patches with a camera's grain: three bytes a pixel.
const std::vector<std::uint8_t>& picture();

/// The same with digits below the 8-bit step, as a picture of higher precision has: R, G, B, alpha.
std::vector<float> float_picture();

const ColorHistogram& histogram();

const ColorTree& tree();

/// Centers of k clusters, found once.
const std::vector<Color>& centers(int k);

inline constexpr int map_colors = 16;

/// The picture in 16 colors: its grain makes areas of a few pixels along all edges.
const ClusterMap& cluster_map();

/// The same without the small areas.
const ClusterMap& clean_map();

Owned<GeglBuffer> new_buffer();
Owned<GeglBuffer> picture_buffer();

}  // namespace color_clusters
