// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/color/color.h"
#include "core/histogram/color_histogram.h"
#include "core/kmeans/color_tree.h"
#include "plugin/clusters/layer_clusters.h"

namespace color_clusters {

// GIMP's palettes hold 8 bits per channel of sRGB. Colors that are equal there, because they differ
// only in finer steps or outside sRGB, are called twins.

/// Whether two of the colors, in gamma-encoded sRGB, are twins.
bool has_twins(std::span<const Color> srgb);

/// The first of all that are twins.
std::vector<Color> without_twins(std::span<const Color> srgb);

/// The colors of a layer as a palette shows them: in 8-bit sRGB, each once, in Morton order. They
/// are the layer colors of a layer in that format.
ColorHistogram histogram_in_bytes(const ColorHistogram& histogram, const LayerEncoding& encoding);

/// Removes all but one of the clusters that are twins: the first of those that were given stays, or
/// else the one with the largest share. Then, as long as there are fewer than `most`, the color
/// with the largest error becomes a cluster; there are fewer in the end only if all other colors
/// are twins of one. The shares are updated. `histogram` is that of the clusters' layer, and `tree`
/// has it in their space.
void make_distinct(const ColorHistogram& histogram, const ColorTree& tree, std::size_t most,
                   LayerClusters& clusters);

}  // namespace color_clusters
