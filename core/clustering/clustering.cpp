// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clustering/clustering.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <utility>

#include "core/base/sorted_indices.h"
#include "core/clustering/accented_centers.h"
#include "core/color/nearest_color.h"
#include "core/kmeans/cluster_search.h"
#include "core/kmeans/color_bins.h"
#include "core/kmeans/color_tree.h"

namespace color_clusters {
namespace {

constexpr int max_final_iterations = 100;
/// From this many blocks on, the centers settle on their means first.
constexpr std::size_t enough_blocks = 2048;

/// The centers have settled when an iteration lowers the scatter by less than this part of it. With
/// few centers it takes little time to go on until nothing moves.
double final_tolerance(int color_count) { return 2.5e-7 * color_count; }

std::vector<double> weights_of(std::span<const Moments> clusters) {
  std::vector<double> weights;
  weights.reserve(clusters.size());
  for (const Moments& cluster : clusters) weights.push_back(cluster.weight);
  return weights;
}

/// Centers found on bins of the colors.
Partition search(const ColorTree& tree, const ClusteringOptions& options) {
  const WeightedColors bins =
      bin_colors(tree, 2048 + 48 * static_cast<std::size_t>(options.color_count), 1.0F / 32.0F);
  const ColorTree bin_tree(bins.colors, bins.weights, options.threads);
  if (options.draft) {
    return split_centers(bin_tree, options.color_count, options.threads, options.fixed);
  }
  return search_centers(bin_tree, options.color_count, options.threads, options.fixed,
                        checkpoint_of(options));
}

/// The mean of each block of a tree with the weight of its colors.
WeightedColors block_means(const ColorTree& tree) {
  WeightedColors means;
  means.colors.reserve(tree.blocks().size());
  means.weights.reserve(tree.blocks().size());
  for (const ColorTree::Node& block : tree.blocks()) {
    means.colors.push_back(block.moments.mean());
    means.weights.push_back(block.moments.weight);
  }
  return means;
}

/// Centers found on bins and settled on the colors themselves.
std::vector<Color> settled_centers(const ColorTree& tree, Partition found,
                                   const ClusteringOptions& options) {
  if (options.draft) return std::move(found.centers);
  const auto settle_on = [&options](const ColorTree& colors, std::vector<Color> centers) {
    return settle(colors, std::move(centers), max_final_iterations,
                  final_tolerance(options.color_count), options.threads, options.fixed.size(),
                  checkpoint_of(options))
        .centers;
  };
  std::vector<Color> centers = std::move(found.centers);
  if (tree.blocks().size() >= enough_blocks) {
    // An iteration costs a sixteenth there.
    const WeightedColors means = block_means(tree);
    centers = settle_on({means.colors, means.weights, options.threads}, std::move(centers));
  }
  centers = settle_on(tree, std::move(centers));
  move_empty_centers(tree, centers, options.threads, options.fixed.size());
  return centers;
}

/// The fixed centers and every other color, if that makes no more than `options.color_count`; else
/// nothing.
std::vector<Color> all_colors(const ColorTree& tree, const ClusteringOptions& options) {
  std::vector<Color> centers = options.fixed;
  const auto is_fixed = [&](const Color& color) {
    return std::ranges::find(options.fixed, color) != options.fixed.end();
  };
  for (std::size_t i = 0; i < tree.size(); ++i) {
    if (is_fixed(tree.color(i))) continue;
    if (centers.size() == static_cast<std::size_t>(options.color_count)) return {};
    centers.push_back(tree.color(i));
  }
  return centers;
}

}  // namespace

Checkpoint checkpoint_of(const ClusteringOptions& options) {
  if (!options.keep_going) return {};
  return [&options] {
    if (!options.keep_going()) throw ClusteringStopped();
  };
}

void move_empty_centers(const ColorTree& tree, std::vector<Color>& centers, int threads,
                        std::size_t fixed_count) {
  for (;;) {
    const std::vector<double> weights =
        weights_of(tree.partition(centers, ColorTree::Detail::sums, threads));
    const auto empty =
        std::find(weights.begin() + static_cast<std::ptrdiff_t>(fixed_count), weights.end(), 0.0);
    if (empty == weights.end()) return;

    const NearestColor nearest(centers);
    double worst = 0.0;
    Color worst_color{};
    for (std::size_t i = 0; i < tree.size(); ++i) {
      const Color color = tree.color(i);
      const double error = tree.weight(i) * squared_distance(color, centers[nearest.find(color)]);
      if (error > worst) {
        worst = error;
        worst_color = color;
      }
    }
    if (worst == 0.0) return;
    centers[static_cast<std::size_t>(empty - weights.begin())] = worst_color;
  }
}

void require_valid(const ColorTree& tree, const ClusteringOptions& options) {
  if (tree.size() == 0) throw std::invalid_argument("there are no colors to cluster");
  if (options.color_count < 1 || options.color_count > max_clusters) {
    throw std::invalid_argument("the number of colors must be between 1 and 256");
  }
  if (!(options.accents >= 0.0 && options.accents <= 1.0)) {
    throw std::invalid_argument("accents must be between 0 and 1");
  }
  if (options.fixed.size() > static_cast<std::size_t>(options.color_count)) {
    throw std::invalid_argument("there are more fixed centers than colors");
  }
  const auto is_in_range = [](const Color& center) {
    return std::ranges::all_of(
        center, [](float value) { return std::abs(value) <= ColorTree::largest_coordinate; });
  };
  if (!std::ranges::all_of(options.fixed, is_in_range)) {
    throw std::invalid_argument("a fixed center is out of range");
  }
}

std::vector<Color> find_centers(const ColorTree& tree, const ClusteringOptions& options,
                                const ToSrgb& to_srgb) {
  require_valid(tree, options);
  if (options.fixed.size() == static_cast<std::size_t>(options.color_count)) return options.fixed;
  if (std::vector<Color> all = all_colors(tree, options); !all.empty()) return all;
  if (options.accents > 0.0 && options.color_count >= 3) {
    return find_accented_centers(tree, options, to_srgb ? to_srgb : [](std::span<Color>) {});
  }
  return settled_centers(tree, search(tree, options), options);
}

Clustering assign_colors(const ColorTree& tree, std::span<const Color> centers, int threads,
                         std::size_t fixed_count) {
  const std::vector<Moments> clusters =
      tree.partition(centers, ColorTree::Detail::squares, threads);
  const std::vector<std::size_t> order = sorted_indices(
      centers.size(), [&](std::size_t i) { return std::pair(-clusters[i].weight, centers[i]); });

  Clustering result;
  double scatter = 0.0;
  for (const std::size_t i : order) {
    if (clusters[i].weight <= 0.0 && i >= fixed_count) continue;
    result.centers.push_back(centers[i]);
    result.shares.push_back(clusters[i].weight / tree.total().weight);
    result.center_indices.push_back(i);
    if (clusters[i].weight <= 0.0) continue;
    scatter += clusters[i].scatter() +
               clusters[i].weight * squared_distance(clusters[i].mean(), centers[i]);
  }
  result.inertia = scatter / tree.total().weight;
  return result;
}

Clustering cluster(const ColorHistogram& histogram, const ClusteringOptions& options,
                   const ToSrgb& to_srgb) {
  const ColorTree tree(histogram.colors, histogram.weights, options.threads);
  return assign_colors(tree, find_centers(tree, options, to_srgb), options.threads,
                       options.fixed.size());
}

}  // namespace color_clusters
