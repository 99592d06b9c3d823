// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/distinct_entries.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>

#include "core/base/sorted_indices.h"
#include "core/clustering/clustering.h"
#include "core/color/byte_color.h"
#include "core/color/morton.h"
#include "core/color/nearest_color.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

using Bytes = std::set<ByteColor>;

/// The indices of the clusters without twins before them.
std::vector<std::size_t> indices_without_twins(const LayerClusters& clusters) {
  std::vector<std::size_t> indices = sorted_indices(clusters.shares.size(), [&](std::size_t i) {
    return std::pair(std::min<std::size_t>(clusters.colors.ranks[i], clusters.given),
                     -clusters.shares[i]);
  });
  Bytes seen;
  std::erase_if(indices, [&](std::size_t i) {
    return !seen.insert(to_bytes(clusters.colors.srgb[i])).second;
  });
  return indices;
}

/// The color with the largest weighted squared distance to its cluster, of those that are not at a
/// center and have no twin among the clusters.
std::optional<std::size_t> worst_served(std::span<const Color> srgb, const ColorTree& tree,
                                        const ClusterColors& colors) {
  Bytes taken;
  for (const Color& color : colors.srgb) taken.insert(to_bytes(color));
  const NearestColor nearest(colors.centers);
  std::optional<std::size_t> worst;
  double most = 0.0;
  for (std::size_t i = 0; i < tree.size(); ++i) {
    const Color color = tree.color(i);
    const double error =
        tree.weight(i) * squared_distance(color, colors.centers[nearest.find(color)]);
    if (error > most && !taken.contains(to_bytes(srgb[i]))) {
      most = error;
      worst = i;
    }
  }
  return worst;
}

void add_cluster(const Color& center, const Color& layer, const Color& srgb,
                 LayerClusters& clusters) {
  clusters.colors.centers.push_back(center);
  clusters.colors.layer.push_back(layer);
  clusters.colors.srgb.push_back(srgb);
  clusters.colors.found.push_back(srgb);
  clusters.shares.push_back(0.0);
  if (!clusters.names.empty()) clusters.names.emplace_back();
  std::vector<std::uint16_t>& ranks = clusters.colors.ranks;
  const std::size_t rank = ranks.empty() ? 0 : std::size_t{*std::ranges::max_element(ranks)} + 1;
  ranks.push_back(static_cast<std::uint16_t>(std::max(rank, clusters.given)));
}

void count_anew(const ColorTree& tree, LayerClusters& clusters) {
  const std::vector<Color>& centers = clusters.colors.centers;
  const Clustering counted = assign_colors(tree, centers, thread_count(), centers.size());
  for (std::size_t i = 0; i < centers.size(); ++i) {
    clusters.shares[counted.center_indices[i]] = counted.shares[i];
  }
}

/// Drops clusters that have lost their last color to a new one. Returns whether there were any.
bool drop_unused(LayerClusters& clusters) {
  std::vector<std::size_t> used;
  for (std::size_t i = 0; i < clusters.shares.size(); ++i) {
    if (clusters.is_given(i) || clusters.shares[i] > 0.0) used.push_back(i);
  }
  const bool drops = used.size() < clusters.shares.size();
  take_clusters(clusters, used);
  return drops;
}

}  // namespace

bool has_twins(std::span<const Color> srgb) {
  Bytes seen;
  return !std::ranges::all_of(
      srgb, [&](const Color& color) { return seen.insert(to_bytes(color)).second; });
}

std::vector<Color> without_twins(std::span<const Color> srgb) {
  std::vector<Color> colors(srgb.begin(), srgb.end());
  Bytes seen;
  std::erase_if(colors, [&](const Color& color) { return !seen.insert(to_bytes(color)).second; });
  return colors;
}

ColorHistogram histogram_in_bytes(const ColorHistogram& histogram, const LayerEncoding& encoding) {
  const std::vector<Color> srgb = to_srgb(histogram.colors, encoding);
  std::vector<std::pair<std::uint32_t, double>> bytes;
  bytes.reserve(srgb.size());
  for (std::size_t i = 0; i < srgb.size(); ++i) {
    const auto [r, g, b] = to_bytes(srgb[i]);
    bytes.emplace_back(morton_index(r, g, b), histogram.weights[i]);
  }
  std::ranges::stable_sort(bytes, {}, &std::pair<std::uint32_t, double>::first);
  ColorHistogram result;
  result.pixel_weight = histogram.pixel_weight;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto [index, weight] = bytes[i];
    if (i == 0 || bytes[i - 1].first != index) {
      result.colors.push_back(from_bytes(morton_color(index)));
      result.weights.push_back(0.0);
    }
    result.weights.back() += weight;
    result.total_weight += weight;
  }
  result.distinct_colors = result.colors.size();
  return result;
}

void make_distinct(const ColorHistogram& histogram, const ColorTree& tree, std::size_t most,
                   LayerClusters& clusters) {
  const std::vector<Color> srgb = to_srgb(histogram.colors, clusters.encoding);
  do {
    take_clusters(clusters, indices_without_twins(clusters));
    while (clusters.shares.size() < most) {
      const std::optional<std::size_t> worst = worst_served(srgb, tree, clusters.colors);
      if (!worst) break;
      add_cluster(tree.color(*worst), histogram.colors[*worst], srgb[*worst], clusters);
    }
    count_anew(tree, clusters);
  } while (drop_unused(clusters));
}

}  // namespace color_clusters
