// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/cluster_colors.h"

#include <algorithm>

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

ToSrgb sight_of(const ClusterSpace& space, const LayerEncoding& encoding) {
  return [&space, &encoding](std::span<Color> colors) {
    space.to_layer(colors);
    std::ranges::copy(to_srgb(colors, encoding), colors.begin());
  };
}

}  // namespace color_clusters
