// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/cluster_colors.h"

#include <algorithm>
#include <numeric>

namespace color_clusters {
namespace {

std::vector<std::uint16_t> first_ranks(std::size_t count) {
  std::vector<std::uint16_t> ranks(count);
  std::iota(ranks.begin(), ranks.end(), std::uint16_t{0});
  return ranks;
}

}  // namespace

ClusterColors selected(const ClusterColors& colors, std::span<const std::size_t> numbers) {
  ClusterColors result;
  for (const std::size_t i : numbers) {
    result.centers.push_back(colors.centers[i]);
    result.layer.push_back(colors.layer[i]);
    result.srgb.push_back(colors.srgb[i]);
    result.ranks.push_back(colors.ranks[i]);
  }
  return result;
}

ClusterColors cluster_colors(std::span<const Color> centers, const ClusterSpace& space,
                             const LayerEncoding& encoding) {
  ClusterColors colors;
  colors.centers.assign(centers.begin(), centers.end());
  colors.layer = colors.centers;
  space.to_layer(colors.layer);
  colors.srgb = to_srgb(colors.layer, encoding);
  colors.ranks = first_ranks(centers.size());
  return colors;
}

ClusterColors cluster_colors_from_srgb(std::span<const Color> srgb, const ClusterSpace& space,
                                       const LayerEncoding& encoding) {
  ClusterColors colors;
  colors.srgb.assign(srgb.begin(), srgb.end());
  colors.layer = layer_colors_from_srgb(srgb, encoding);
  colors.centers.resize(srgb.size());
  space.from_layer(colors.layer, colors.centers);
  colors.ranks = first_ranks(srgb.size());
  return colors;
}

ToSrgb sight_of(const ClusterSpace& space, const LayerEncoding& encoding) {
  return [&space, &encoding](std::span<Color> colors) {
    space.to_layer(colors);
    std::ranges::copy(to_srgb(colors, encoding), colors.begin());
  };
}

}  // namespace color_clusters
