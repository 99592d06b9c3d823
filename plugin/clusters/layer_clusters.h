// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/areas/cluster_map.h"
#include "plugin/clusters/cluster_arguments.h"
#include "plugin/mapping/cluster_colors.h"
#include "plugin/pixels/read_histogram.h"
#include "plugin/tiles/layer_pixels.h"

namespace color_clusters {

/// The clusters of a layer's colors, in the order asked for.
struct LayerClusters {
  LayerEncoding encoding;
  ClusterSpace space;
  ClusterColors colors;
  std::vector<double> shares;
  /// How many colors were given, to use or to keep: these are the clusters with ranks below it.
  std::size_t given = 0;
  /// See ClusterArguments.
  std::optional<Color> paper{};  // NOLINT(readability-redundant-member-init)
  /// What the colors shown are called, empty for nothing; or none at all.
  std::vector<std::string> names{};  // NOLINT(readability-redundant-member-init)

  [[nodiscard]] bool is_given(std::size_t i) const { return colors.ranks[i] < given; }
  [[nodiscard]] bool is_paper(std::size_t i) const {
    return is_given(i) && paper == colors.found[i];
  }
};

/// How a search for a preview is shortened and ended: see ClusteringOptions.
struct SearchControl {
  bool draft = false;
  std::function<bool()> keep_going{};  // NOLINT(readability-redundant-member-init)
};

/// Where the histogram has bins of several colors, a bin was assigned to a cluster as a whole, and
/// its colors may belong to different ones.
enum class Shares : std::uint8_t {
  /// What is painted: takes another pass over the pixels.
  of_pixels,
  /// For those who count a map later, or need none.
  of_bins,
};

/// What has to be read of a layer to find these clusters: the number of colors is chosen with the
/// help of where they lie.
Reading reading_for(const ClusterArguments& arguments);

/// Clusters colors that were read as reading_for says; `tree` holds them in the cluster space asked
/// for. Where the histogram has bins of several colors, the colors themselves are looked up in the
/// pixels of `layers`, which were counted together, for representatives and, unless `shares` says
/// otherwise, for shares; without any the bins stand for them.
///
/// For a palette no two clusters have the same color in 8-bit sRGB: where that would be, they are
/// found among the layer's colors in 8-bit sRGB instead.
LayerClusters find_clusters(const ColorHistogram& histogram, const ColorTree& tree,
                            const LayerEncoding& encoding, std::span<const LayerPixels> layers,
                            const ClusterArguments& arguments, const SearchControl& control = {},
                            Shares shares = Shares::of_pixels);
/// The same for one layer, or null.
inline LayerClusters find_clusters(const ColorHistogram& histogram, const ColorTree& tree,
                                   const LayerEncoding& encoding, const LayerPixels* pixels,
                                   const ClusterArguments& arguments,
                                   const SearchControl& control = {},
                                   Shares shares = Shares::of_pixels) {
  return find_clusters(histogram, tree, encoding,
                       std::span(pixels, pixels != nullptr ? std::size_t{1} : std::size_t{0}),
                       arguments, control, shares);
}

/// Keeps the clusters with these indices, in this order.
void take_clusters(LayerClusters& clusters, std::span<const std::size_t> indices);

/// Sets the shares of the clusters to those in `maps`, which were changed, and sorts clusters and
/// maps by `order` again.
void update_shares_and_order(std::vector<double> shares, Order order,
                             std::span<ClusterMap* const> maps, LayerClusters& clusters);
/// The same for one map.
inline void update_shares_and_order(std::vector<double> shares, Order order, ClusterMap& map,
                                    LayerClusters& clusters) {
  ClusterMap* const only = &map;
  update_shares_and_order(std::move(shares), order, std::span(&only, 1), clusters);
}

}  // namespace color_clusters
