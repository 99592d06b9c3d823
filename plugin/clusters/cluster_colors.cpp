// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/cluster_colors.h"

namespace color_clusters {

ClusterColors cluster_colors(std::span<const Color> centers, const ClusterSpace& space,
                             const LayerEncoding& encoding) {
  ClusterColors colors;
  colors.centers.assign(centers.begin(), centers.end());
  colors.layer = colors.centers;
  space.to_layer(colors.layer);
  colors.srgb = to_srgb(colors.layer, encoding);
  return colors;
}

ClusterColors cluster_colors_from_srgb(std::span<const Color> srgb, const ClusterSpace& space,
                                       const LayerEncoding& encoding) {
  ClusterColors colors;
  colors.srgb.assign(srgb.begin(), srgb.end());
  colors.layer = layer_colors_from_srgb(srgb, encoding);
  colors.centers.resize(srgb.size());
  space.from_layer(colors.layer, colors.centers);
  return colors;
}

}  // namespace color_clusters
