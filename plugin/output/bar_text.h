// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/bar/bar_geometry.h"
#include "core/bar/text_sizes.h"
#include "plugin/arguments/posterize_arguments.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/output/layers.h"
#include "plugin/source/source_layer.h"

namespace color_clusters {

/// What is written on the segment of each cluster, in one or two lines.
std::vector<std::string> bar_texts(BarText kind, const LayerClusters& clusters);

/// The font size for a text that is so wide and high at size 1 on a segment: as large as fits, up
/// to a size that goes with the picture; none where it would be too small to read.
std::optional<double> bar_text_size(double width, double height, double segment_width,
                                    double segment_height, const TextSizes& sizes);

/// The color bar as a group: its segments, and on top of them the texts as text layers, black or
/// white, whichever reads better. Throws Error when GIMP has no font.
NewLayer make_labeled_bar(const SourceLayer& source, const LayerClusters& clusters,
                          const BarGeometry& geometry, BarText kind, const TextSizes& sizes);

}  // namespace color_clusters
