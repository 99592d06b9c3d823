// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "core/areas/cluster_map.h"
#include "plugin/clusters/cluster_arguments.h"
#include "plugin/mapping/cluster_colors.h"
#include "plugin/tiles/layer_pixels.h"

namespace color_clusters {

/// The clusters of a layer's colors, in the order asked for.
struct LayerClusters {
  LayerEncoding encoding;
  ClusterSpace space;
  ClusterColors colors;
  std::vector<double> shares;
  /// How many colors were given, to use or to keep: those are the clusters with lower ranks.
  std::size_t given = 0;

  [[nodiscard]] bool is_given(std::size_t i) const { return colors.ranks[i] < given; }
};

/// How clusters are found for somebody who is still choosing: see ClusteringOptions.
struct Hurry {
  bool draft = false;
  std::function<bool()> keep_going{};  // NOLINT(readability-redundant-member-init)
};

/// Clusters colors that were read; `tree` holds them in the cluster space asked for. Where the
/// histogram has bins of several colors, the colors themselves are looked up in `pixels`, for
/// shares and representatives, unless that is null: then the bins stand for them.
///
/// For a palette no two clusters have the same color in 8-bit sRGB: where that would be, they are
/// found among the layer's colors in 8-bit sRGB instead.
LayerClusters find_clusters(const ColorHistogram& histogram, const ColorTree& tree,
                            const LayerEncoding& encoding, const LayerPixels* pixels,
                            const ClusterArguments& arguments, const Hurry& hurry = {});

/// Leaves the clusters of these numbers, in this order.
void take_clusters(LayerClusters& clusters, std::span<const std::size_t> numbers);

/// Gives clusters the shares that they have in a map which was changed, and puts both in order
/// again.
void use_shares(std::vector<double> shares, Order order, ClusterMap& map, LayerClusters& clusters);

}  // namespace color_clusters
