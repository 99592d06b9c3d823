// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/color/color.h"
#include "plugin/mapping/cluster_space.h"

namespace color_clusters {

/// Which color stands for a cluster.
enum class Representative { mean, nearest, vivid };

/// The order in which clusters are listed: largest share first; colors that were given first, in
/// their order, and then by share; from dark to light; around the color wheel; from light to dark.
enum class Order { share, palette, lightness, hue, light_first };

inline constexpr int default_color_count = 5;
/// With an automatic number: of photographs few need more; flat art that has more is rare.
inline constexpr int default_most_colors = 16;

/// Which clusters to find, and in which order.
struct ClusterArguments {
  /// How many, or with `automatic` how many at most.
  int color_count = default_color_count;
  /// Choose the number of colors.
  bool automatic = false;
  /// Over the pictures of CQ100, CIE Lab has the least CIEDE2000 between pixel and center; see
  /// data/help/en/reference.md.
  ColorSpace color_space = ColorSpace::cielab;
  /// See ClusteringOptions.
  double accents = 0.0;
  Representative representative = Representative::mean;
  Order order = Order::share;
  /// Find colors that differ in 8-bit sRGB, which palettes hold.
  bool for_palette = false;
  /// Colors that stay, in gamma-encoded sRGB, without duplicates; at most `color_count`. With a
  /// palette those of its colors that are used in any case; others are ignored then.
  std::vector<Color> kept{};  // NOLINT(readability-redundant-member-init)
  /// One of those that are kept or given: what is printed on. It comes last, whatever the order is.
  std::optional<Color> paper{};  // NOLINT(readability-redundant-member-init)
  /// If there are any, the colors to use, in gamma-encoded sRGB, without duplicates: none are found
  /// then.
  std::vector<Color> palette{};  // NOLINT(readability-redundant-member-init)
  /// How many colors of the palette to use: those that fit the layer best. 0 for all.
  int palette_colors = 0;
  /// What the colors of the palette are called, empty for nothing: as many as there are, or none.
  std::vector<std::string> palette_names{};  // NOLINT(readability-redundant-member-init)

  bool operator==(const ClusterArguments&) const = default;
};

}  // namespace color_clusters
