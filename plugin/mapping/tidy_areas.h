// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/areas/cluster_map.h"
#include "core/color/color.h"
#include "plugin/mapping/map_arguments.h"

namespace color_clusters {

/// Dissolves small areas of a map and smooths the edges of the others, as far as asked for.
/// `centers` are the clusters' colors in the space in which they were found.
void tidy_areas(const AreaArguments& arguments, std::span<const Color> centers, int threads,
                ClusterMap& map);

}  // namespace color_clusters
