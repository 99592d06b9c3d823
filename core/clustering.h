// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/color.h"
#include "core/color_histogram.h"
#include "core/color_tree.h"

namespace color_clusters {

struct ClusteringOptions {
  /// Number of clusters wanted, 1 … max_clusters.
  int colors = 5;
  /// How much small parts of the picture that are far from everything else count beyond their size,
  /// 0 … 1. At 0 the inertia is least (plain k-means); at 1 a spot of 0.3 % of the picture in a
  /// color of its own gets one of 8 centers.
  double accents = 0.0;
  /// Threads to work on, >= 1. The result is the same for any number.
  int threads = 1;
};

/// A partition of a picture's colors: every color belongs to the nearest of the cluster centers.
struct Clustering {
  /// Cluster centers in the space of the histogram that was clustered, largest share first.
  std::vector<Color> centers;
  /// Share of the picture that belongs to each center, > 0, sum 1.
  std::vector<double> shares;
  /// Weighted mean of the squared distance between a color and its center.
  double inertia = 0.0;
};

/// Finds the `options.colors` centers with the least inertia (weighted k-means): exactly as many as
/// asked for, or one for each color when there are fewer. The same colors and options give the same
/// bits. Throws std::invalid_argument for an empty tree or an option out of range.
std::vector<Color> find_centers(const ColorTree& tree, const ClusteringOptions& options);

/// Shares and inertia of the centers. One that no color is nearest to is left out.
Clustering assign_colors(const ColorTree& tree, std::span<const Color> centers, int threads);

/// find_centers and assign_colors for the colors of a histogram.
Clustering cluster(const ColorHistogram& histogram, const ClusteringOptions& options);

}  // namespace color_clusters
