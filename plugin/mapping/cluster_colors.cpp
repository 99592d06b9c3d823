// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/cluster_colors.h"

#include <algorithm>
#include <numeric>

#include "core/color/highlight_curve.h"

namespace color_clusters {
namespace {

std::vector<std::uint16_t> first_ranks(std::size_t count) {
  std::vector<std::uint16_t> ranks(count);
  std::iota(ranks.begin(), ranks.end(), std::uint16_t{0});
  return ranks;
}

}  // namespace

ClusterColors selected(const ClusterColors& colors, std::span<const std::size_t> indices) {
  ClusterColors result;
  for (const std::size_t i : indices) {
    result.centers.push_back(colors.centers[i]);
    result.layer.push_back(colors.layer[i]);
    result.srgb.push_back(colors.srgb[i]);
    result.found.push_back(colors.found[i]);
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
  colors.found = colors.srgb;
  colors.ranks = first_ranks(centers.size());
  return colors;
}

void expand_highlights(std::span<const Color> layer_colors, const ColorTree& tree,
                       const LayerEncoding& encoding, int threads, ClusterColors& colors) {
  const std::vector<std::uint16_t> assignments = tree.assignments(colors.centers, threads);
  std::vector<Moments> clusters(colors.centers.size());
  for (std::size_t i = 0; i < layer_colors.size(); ++i) {
    clusters[assignments[i]].add(layer_colors[i], tree.weight(i));
  }
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    if (clusters[i].weight <= 0.0) continue;
    const Color mean = clusters[i].mean();
    for (std::size_t c = 0; c < 3; ++c) {
      float& value = colors.layer[i][c];
      value = std::max(value, std::min(expand_highlight(value), mean[c]));
    }
  }
  colors.srgb = to_srgb(colors.layer, encoding);
  colors.found = colors.srgb;
}

ClusterColors cluster_colors_from_srgb(std::span<const Color> srgb, const ClusterSpace& space,
                                       const LayerEncoding& encoding) {
  ClusterColors colors;
  colors.srgb.assign(srgb.begin(), srgb.end());
  colors.found = colors.srgb;
  colors.layer = layer_colors_from_srgb(srgb, encoding);
  colors.centers.resize(srgb.size());
  space.from_layer(colors.layer, colors.centers);
  colors.ranks = first_ranks(srgb.size());
  return colors;
}

ToSrgb to_srgb_of(const ClusterSpace& space, const LayerEncoding& encoding) {
  return [&space, &encoding](std::span<Color> colors) {
    space.to_layer(colors);
    std::ranges::copy(to_srgb(colors, encoding), colors.begin());
  };
}

}  // namespace color_clusters
