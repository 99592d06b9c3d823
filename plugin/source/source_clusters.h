// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/histogram/color_histogram.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/gimp/run_context.h"
#include "plugin/pixels/read_histogram.h"
#include "plugin/source/source_layer.h"

namespace color_clusters {

/// Reads the colors of layers inside the selection, all together. Throws Error when nothing of them
/// is visible. `progress` goes from 0 to 1.
ColorHistogram read_colors(std::span<const LayerPixels> layers, const Progress& progress,
                           Reading reading);

/// Reads layers and clusters their colors, all together. Throws Error when nothing of them is
/// visible. GIMP's progress bar goes from 0 to `progress_end`.
LayerClusters find_clusters(std::span<const LayerPixels> layers, const ClusterArguments& arguments,
                            double progress_end, Shares shares = Shares::of_pixels);

/// Reads the layer and clusters its colors. Throws Error when nothing of it is visible. GIMP's
/// progress bar goes from 0 to `progress_end`.
LayerClusters find_clusters(const SourceLayer& source, const ClusterArguments& arguments,
                            double progress_end, Shares shares = Shares::of_pixels);

/// Tells the user when the layer has fewer colors than asked for.
void report_fewer_colors(const LayerClusters& clusters, const ClusterArguments& arguments,
                         GimpRunMode run_mode);

}  // namespace color_clusters
