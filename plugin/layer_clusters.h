// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/areas/cluster_map.h"
#include "plugin/arguments.h"
#include "plugin/pixels/cluster_colors.h"
#include "plugin/run_context.h"
#include "plugin/source_layer.h"

namespace color_clusters {

/// The clusters of a layer's colors, in the order asked for.
struct LayerClusters {
  LayerEncoding encoding;
  ClusterSpace space;
  ClusterColors colors;
  std::vector<double> shares;
};

/// Reads the colors of a layer inside the selection. Throws Error when nothing of it is visible.
/// `progress` goes from 0 to 1.
ColorHistogram read_colors(const SourceLayer& source, const Progress& progress);

/// How clusters are found for somebody who is still choosing: see ClusteringOptions.
struct Hurry {
  bool draft = false;
  std::function<bool()> keep_going{};  // NOLINT(readability-redundant-member-init)
};

/// Clusters colors that were read; `tree` holds them in the cluster space asked for. Real colors
/// are looked up in `pixels`, or among the bins of the histogram if that is null.
LayerClusters find_clusters(const ColorHistogram& histogram, const ColorTree& tree,
                            const LayerEncoding& encoding, const LayerPixels* pixels,
                            const ClusterArguments& arguments, const Hurry& hurry = {});

/// Reads the layer and clusters its colors. Throws Error when nothing of it is visible. GIMP's
/// progress bar goes from 0 to `progress_end`.
LayerClusters find_clusters(const SourceLayer& source, const ClusterArguments& arguments,
                            double progress_end);

/// Gives clusters the shares that they have in a map which was changed, and puts both in order
/// again.
void use_shares(std::vector<double> shares, Order order, ClusterMap& map, LayerClusters& clusters);

/// Tells the user when the layer has fewer colors than asked for.
void report_fewer_colors(const LayerClusters& clusters, const ClusterArguments& arguments,
                         GimpRunMode run_mode);

/// `#rrggbb`: a color in 8-bit sRGB; what lies outside is clipped.
std::string hex_name(const Color& srgb);

/// `#c0392b · 27.1 %`: a color and its share. The same in every language, so that scripts can rely
/// on it.
std::string color_name(const Color& srgb, double share);

/// Packs shares into the return value at `index`.
void set_shares(GimpValueArray* values, int index, const std::vector<double>& shares);

}  // namespace color_clusters
