// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include <gegl.h>

#include "plugin/clusters/layer_clusters.h"

namespace color_clusters {

/// The part that each color has of a layer: the bytes of its pixels, without alpha. Two clusters
/// can have the same color.
using ColorParts = std::map<std::string, double>;

/// The parts that colors have of a painted layer, whose pixels count as much as `weights` says, row
/// by row.
ColorParts painted_parts(GeglBuffer* painted, const std::vector<double>& weights);

/// The parts that the shares of clusters tell of, in a layer with this encoding.
ColorParts told_parts(const LayerClusters& clusters, const LayerEncoding& encoding);

}  // namespace color_clusters
