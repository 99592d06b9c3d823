// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/color.h"
#include "core/color_tree.h"

namespace color_clusters {

/// Centers of a partition with the moments of their clusters.
struct Partition {
  std::vector<Color> centers;
  std::vector<Moments> clusters;
  /// Weighted sum of the squared distances of all colors to the mean of their cluster.
  double scatter = 0.0;
};

/// Lloyd's k-means: partitions the colors of `tree` by their nearest center and moves the centers
/// to the means of their clusters, until the scatter falls by less than `tolerance` of itself or
/// `max_iterations` are done. A cluster that runs empty gets its center from the split of the
/// cluster that gains most from it. (S. P. Lloyd, "Least squares quantization in PCM", 1982)
Partition lloyd(const ColorTree& tree, std::vector<Color> centers, int max_iterations,
                double tolerance, int threads);

/// The same, in fewer iterations: as long as that lowers the scatter, each center goes as far
/// beyond its mean as the mean has moved. (Momentum, after B. T. Polyak, "Some methods of speeding
/// up the convergence of iteration methods", 1964; restarted as by B. O'Donoghue and E. Candès,
/// "Adaptive restart for accelerated gradient schemes", 2015.)
Partition settle(const ColorTree& tree, std::vector<Color> centers, int max_iterations,
                 double tolerance, int threads);

/// Looks for the `colors` centers with the least scatter over the colors of `tree`.
///
/// Splits clusters in two along their longest axis until there are enough; then, again and again,
/// gives the center that is missed least to the cluster whose split gains most, lets the centers
/// settle and keeps the change if it is better, until no such exchange helps. (After T. Kaukoranta,
/// P. Fränti and O. Nevalainen, "Iterative split-and-merge algorithm for vector quantization
/// codebook generation", 1998.)
Partition search_centers(const ColorTree& tree, int colors, int threads);

}  // namespace color_clusters
