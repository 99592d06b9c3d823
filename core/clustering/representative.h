// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/color/color.h"
#include "core/kmeans/color_tree.h"

namespace color_clusters {

/// For each center the index of a color of its cluster that is about as near to it as any: the one
/// with the largest weight among those that are no more than half of the cluster's root mean square
/// distance farther away than the nearest; of several the nearest, and the first. 0 for a center
/// that no color is nearest to. The same for any number of threads.
std::vector<std::size_t> nearest_members(const ColorTree& tree, std::span<const Color> centers,
                                         int threads);

/// For each center the index of the most colorful color of its cluster (with the largest chroma in
/// CIE Lab, along the center's hue) among those that are no farther from the center than the root
/// mean square of all, of about the same hue, and no more than twice as colorful, so that grays
/// stay gray; the first of several. The nearest color if there is none of these; 0 for a center
/// that no color is nearest to. The same for any number of threads.
std::vector<std::size_t> vivid_members(const ColorTree& tree, std::span<const Color> centers,
                                       const ToSrgb& to_srgb, int threads);

}  // namespace color_clusters
