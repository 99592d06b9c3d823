// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/color/color.h"
#include "plugin/clusters/layer_clusters.h"

namespace color_clusters {

/// How many of the clusters are inks: all but the paper, which is the last one.
std::size_t ink_count(const LayerClusters& clusters);

/// For each ink how many are lighter: those print under it.
std::vector<int> darkness_ranks(const LayerClusters& clusters);

/// What each ink leaves of white light, in linear light, 0 … 1.
std::vector<Color> ink_light(const LayerClusters& clusters);

/// A color on paper, as the light it sends back: linear, 0 … 1.
Color light_of(const Color& srgb);

}  // namespace color_clusters
