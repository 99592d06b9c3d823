// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/base/checkpoint.h"
#include "core/color/color.h"
#include "core/kmeans/color_tree.h"
#include "core/kmeans/moments.h"

namespace color_clusters {

// Where a function takes `fixed_count`, that many centers, the first ones, stay where they are bit
// for bit, with or without colors; the others are found around them.

/// Centers of a partition with the moments of their clusters.
struct Partition {
  std::vector<Color> centers;
  std::vector<Moments> clusters;
  /// Weighted sum of the squared distances of all colors to the mean of their cluster or, where
  /// that is fixed, to its center.
  double scatter = 0.0;
};

/// Lloyd's k-means: partitions the colors of `tree` by their nearest center and moves the centers
/// to the means of their clusters, until the scatter falls by less than `tolerance` of itself or
/// `max_iterations` are done. A cluster that runs empty gets its center from the split of the
/// cluster that gains most from it. (S. P. Lloyd, "Least squares quantization in PCM", 1982)
Partition lloyd(const ColorTree& tree, std::vector<Color> centers, int max_iterations,
                double tolerance, int threads, std::size_t fixed_count = 0);

/// The same, in fewer iterations: as long as that lowers the scatter, each center is moved beyond
/// its mean by the mean's last step. (Momentum, after B. T. Polyak, "Some methods of speeding up
/// the convergence of iteration methods", 1964; restarted as by B. O'Donoghue and E. Candès,
/// "Adaptive restart for accelerated gradient schemes", 2015.)
Partition settle(const ColorTree& tree, std::vector<Color> centers, int max_iterations,
                 double tolerance, int threads, std::size_t fixed_count = 0,
                 const Checkpoint& checkpoint = {});

}  // namespace color_clusters
