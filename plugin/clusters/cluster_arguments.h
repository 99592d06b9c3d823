// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/color/color.h"
#include "plugin/mapping/cluster_space.h"

namespace color_clusters {

/// Which color stands for a cluster.
enum class Representative { mean, nearest, vivid };

/// The order in which clusters are listed: largest share first; colors that were given first, in
/// their order, and then by share; from dark to light; around the color wheel.
enum class Order { share, palette, lightness, hue };

/// Which clusters to find, and in which order.
struct ClusterArguments {
  /// How many, or with `automatic` how many at most.
  int color_count;
  /// Choose the number of colors.
  bool automatic;
  ColorSpace color_space;
  /// See ClusteringOptions.
  double accents;
  Representative representative;
  Order order;
  /// Find colors that differ in 8-bit sRGB, which palettes hold.
  bool for_palette;
  /// Colors that stay, in gamma-encoded sRGB, without duplicates; at most `color_count`.
  std::vector<Color> kept;
  /// If there are any, the colors to use, in gamma-encoded sRGB, without duplicates: none are found
  /// then.
  std::vector<Color> palette;

  bool operator==(const ClusterArguments&) const = default;
};

}  // namespace color_clusters
