// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>

#include "core/base/checkpoint.h"
#include "core/color/color.h"
#include "plugin/mapping/map_arguments.h"
#include "plugin/mapping/map_clusters.h"

namespace color_clusters {

/// Dissolves small areas of a map, smooths the edges of the others and dissolves what of them is
/// narrow then, as far as asked for. In the end nothing is smaller or narrower than wanted.
/// `centers` are the clusters' colors in the space in which they were found. The map is no longer
/// what it was if `checkpoint` throws.
void tidy_areas(const AreaArguments& arguments, std::span<const Color> centers, int threads,
                const Checkpoint& checkpoint, ClusterMap& map);

/// What is told while a layer is mapped; each may be empty.
struct MapProgress {
  Progress mapping;
  /// Called before areas are tidied, if they are.
  std::function<void()> tidying;
  /// Called while areas are tidied, and when a map that was changed is counted; on any thread.
  Checkpoint checkpoint{};  // NOLINT(readability-redundant-member-init)
};

/// The clusters of all of `pixels`, nearest or dithered, tidied, and the shares that they have of
/// the outcome. The result does not depend on `threads`. Throws Cancelled when `progress.mapping`
/// asks for it, and what the others throw.
CountedMap map_layer(const LayerPixels& pixels, const ClusterColors& colors,
                     const ClusterSpace& space, const AreaArguments& areas,
                     const DitherArguments& dither, MapOf use, int threads,
                     const MapProgress& progress);

}  // namespace color_clusters
