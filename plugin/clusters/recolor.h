// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/color/color.h"
#include "plugin/clusters/layer_clusters.h"

namespace color_clusters {

/// A cluster that is to be shown in another color; both in gamma-encoded sRGB, not clipped.
struct RecoloredCluster {
  /// The color that was found.
  Color found;
  Color shown;

  bool operator==(const RecoloredCluster&) const = default;
};

/// Colors in which clusters are shown instead of those that were found.
struct Recoloring {
  /// For the first clusters in their order, in gamma-encoded sRGB. More than there are clusters
  /// have no effect.
  std::vector<Color> in_order;
  /// What those colors are called, or nothing.
  std::vector<std::string> names{};  // NOLINT(readability-redundant-member-init)
  /// Others, looked up by their colors; they overrule `in_order`.
  std::vector<RecoloredCluster> by_color;

  [[nodiscard]] bool empty() const { return in_order.empty() && by_color.empty(); }

  bool operator==(const Recoloring&) const = default;
};

/// A RecoloredCluster is about the cluster whose color is nearest to the one found, if CIEDE2000
/// between them is at most this: so a recoloring survives small changes of the clusters.
inline constexpr double max_recolored_difference = 10.0;

/// Shows clusters in other colors. Comes after all that looks at the colors found: the mapping of
/// pixels, dithering, and the order. Centers and shares stay, and `colors.layer` and `colors.srgb`
/// become what is shown, with its name; a gray layer takes the luminance. Of several colors for one
/// cluster, the one is taken that was chosen for the color nearest to the one found.
void recolor(const Recoloring& recoloring, LayerClusters& clusters);

}  // namespace color_clusters
