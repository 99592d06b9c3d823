// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kmeans/lloyd.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/kmeans/cluster_split.h"

namespace color_clusters {
namespace {

/// The scatter of a partition into these clusters, given the sum of all squares. The first clusters
/// have the centers `fixed`, the others their means.
double scatter_of(std::span<const Moments> clusters, std::span<const Color> fixed,
                  const Moments& total) {
  double scatter = total.square[0] + total.square[3] + total.square[5];
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    const Moments& cluster = clusters[i];
    if (cluster.weight <= 0.0) continue;
    if (i < fixed.size()) {
      for (std::size_t c = 0; c < 3; ++c) {
        scatter -= fixed[i][c] * (2.0 * cluster.sum[c] - cluster.weight * fixed[i][c]);
      }
    } else {
      scatter -= (cluster.sum[0] * cluster.sum[0] + cluster.sum[1] * cluster.sum[1] +
                  cluster.sum[2] * cluster.sum[2]) /
                 cluster.weight;
    }
  }
  return std::max(scatter, 0.0);
}

/// Moves each center that is not fixed to the mean of its cluster; says whether all of them have
/// one.
bool move_to_means(std::span<Color> centers, std::span<const Moments> clusters,
                   std::size_t fixed_count) {
  bool all = true;
  for (std::size_t i = fixed_count; i < centers.size(); ++i) {
    if (clusters[i].weight > 0.0) {
      centers[i] = clusters[i].mean();
    } else {
      all = false;
    }
  }
  return all;
}

/// Gives the centers of empty clusters to the clusters that gain most from a split.
void refill_empty(std::span<Color> centers, std::span<const Moments> clusters,
                  std::size_t fixed_count) {
  std::vector<Split> splits = splits_of(clusters, centers.first(fixed_count));
  for (std::size_t i = fixed_count; i < centers.size(); ++i) {
    if (clusters[i].weight > 0.0) continue;
    const auto best = std::max_element(splits.begin(), splits.end(),
                                       [](auto& a, auto& b) { return a.gain < b.gain; });
    if (best->gain <= 0.0) return;
    const auto split = static_cast<std::size_t>(best - splits.begin());
    centers[i] = best->first;
    centers[split] = best->second;
    if (split < fixed_count) std::swap(centers[i], centers[split]);
    *best = {};
  }
}

/// Each mean, extrapolated by `momentum` times its last step.
std::vector<Color> extrapolated(std::span<const Color> means, std::span<const Color> before,
                                float momentum, std::size_t fixed_count) {
  std::vector<Color> centers(means.begin(), means.end());
  for (std::size_t i = fixed_count; i < centers.size(); ++i) {
    for (std::size_t c = 0; c < 3; ++c) centers[i][c] += momentum * (means[i][c] - before[i][c]);
  }
  return centers;
}

/// Iterations of k-means: see `lloyd` and `settle`.
Partition iterate(const ColorTree& tree, std::vector<Color> centers, int max_iterations,
                  double tolerance, float momentum, int threads, std::size_t fixed_count,
                  const Checkpoint& checkpoint) {
  constexpr double unknown = std::numeric_limits<double>::infinity();
  Partition best;
  // Scatter and means one iteration ago, if they say anything about the present one.
  double last_scatter = unknown;
  std::vector<Color> last_means;
  for (int i = 0; i < max_iterations; ++i) {
    pass(checkpoint);
    std::vector<Moments> clusters =
        tree.partition(centers, ColorTree::Detail::sums, threads, ColorTree::Ties::either);
    const double scatter =
        scatter_of(clusters, std::span(centers).first(fixed_count), tree.total());
    if (scatter > last_scatter && !last_means.empty()) {
      // Overshot: restart from the means, without momentum.
      centers = best.centers;
      last_scatter = unknown;
      last_means.clear();
      continue;
    }
    const bool has_settled = last_scatter - scatter <= tolerance * scatter;
    const bool all_used = move_to_means(centers, clusters, fixed_count);
    if (!all_used) {
      refill_empty(centers, tree.partition(centers, ColorTree::Detail::squares, threads),
                   fixed_count);
    }
    best = {std::move(centers), std::move(clusters), scatter};
    if (all_used && has_settled) break;

    last_scatter = scatter;
    if (momentum > 0.0F && all_used) {
      centers = last_means.empty() ? best.centers
                                   : extrapolated(best.centers, last_means, momentum, fixed_count);
      last_means = best.centers;
    } else {
      centers = best.centers;
      last_means.clear();
    }
  }
  return best;
}

}  // namespace

Partition lloyd(const ColorTree& tree, std::vector<Color> centers, int max_iterations,
                double tolerance, int threads, std::size_t fixed_count) {
  return iterate(tree, std::move(centers), max_iterations, tolerance, 0.0F, threads, fixed_count,
                 {});
}

Partition settle(const ColorTree& tree, std::vector<Color> centers, int max_iterations,
                 double tolerance, int threads, std::size_t fixed_count,
                 const Checkpoint& checkpoint) {
  return iterate(tree, std::move(centers), max_iterations, tolerance, 1.0F, threads, fixed_count,
                 checkpoint);
}

}  // namespace color_clusters
