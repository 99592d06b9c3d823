// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cluster_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "core/parallel.h"

namespace color_clusters {
namespace {

/// Exchanges tried at the same time. The number is fixed, and not that of the threads, so that the
/// result does not depend on it.
constexpr std::size_t batch_size = 4;
/// The search ends after so many exchanges in a row that did not help, and at the latest after
/// `max_trials` in all: past that, gains are tiny.
constexpr std::size_t max_failures = 40;
constexpr std::size_t max_trials = 400;
/// How many of the cheapest removals are paired with how many of the most useful splits.
constexpr std::size_t exchange_choices = 20;
/// Iterations after which an exchange is judged; most of its effect has then shown.
constexpr int trial_iterations = 6;
constexpr double settled = 1e-4;
constexpr double smallest_gain = 1e-6;

/// What splitting a cluster in two is expected to bring, and where the two centers go. An empty
/// cluster and one of a single color gain nothing.
struct Split {
  double gain = 0.0;
  Color first{};
  Color second{};
};

/// Splits along the principal axis as if the colors were normally distributed along it: the halves
/// have their means at sqrt(2/π) standard deviations, and their split takes 2/π of the variance.
Split split_of(const Moments& cluster) {
  if (cluster.weight <= 0.0) return {};
  const Color middle = cluster.mean();
  const Split none{0.0, middle, middle};
  const std::array<double, 3> mean{cluster.sum[0] / cluster.weight, cluster.sum[1] / cluster.weight,
                                   cluster.sum[2] / cluster.weight};
  const auto covariance = [&](std::size_t square, std::size_t a, std::size_t b) {
    return cluster.square[square] / cluster.weight - mean[a] * mean[b];
  };
  const double xx = covariance(0, 0, 0);
  const double xy = covariance(1, 0, 1);
  const double xz = covariance(2, 0, 2);
  const double yy = covariance(3, 1, 1);
  const double yz = covariance(4, 1, 2);
  const double zz = covariance(5, 2, 2);

  // Power iteration; the column of the largest variance is never orthogonal to the axis.
  std::array<double, 3> axis{xx, xy, xz};
  if (yy > xx && yy >= zz) axis = {xy, yy, yz};
  if (zz > xx && zz > yy) axis = {xz, yz, zz};
  double variance = 0.0;
  for (int i = 0; i < 12; ++i) {
    const double length = std::hypot(axis[0], axis[1], axis[2]);
    if (!(length > 0.0)) return none;
    for (double& a : axis) a /= length;
    axis = {xx * axis[0] + xy * axis[1] + xz * axis[2], xy * axis[0] + yy * axis[1] + yz * axis[2],
            xz * axis[0] + yz * axis[1] + zz * axis[2]};
    variance = std::hypot(axis[0], axis[1], axis[2]);
  }
  if (!(variance > 0.0)) return none;

  constexpr double two_over_pi = 0.6366197723675814;
  Split split;
  split.gain = two_over_pi * variance * cluster.weight;
  const double offset = std::sqrt(two_over_pi * variance) / variance;
  for (std::size_t c = 0; c < 3; ++c) {
    split.first[c] = static_cast<float>(mean[c] - offset * axis[c]);
    split.second[c] = static_cast<float>(mean[c] + offset * axis[c]);
  }
  return split;
}

/// The scatter of a partition into these clusters, given the sum of all squares.
double scatter_of(std::span<const Moments> clusters, const Moments& total) {
  double scatter = total.square[0] + total.square[3] + total.square[5];
  for (const Moments& cluster : clusters) {
    if (cluster.weight <= 0.0) continue;
    scatter -= (cluster.sum[0] * cluster.sum[0] + cluster.sum[1] * cluster.sum[1] +
                cluster.sum[2] * cluster.sum[2]) /
               cluster.weight;
  }
  return std::max(scatter, 0.0);
}

/// Moves each center to the mean of its cluster; says whether all clusters have one.
bool move_to_means(std::span<Color> centers, std::span<const Moments> clusters) {
  bool all = true;
  for (std::size_t i = 0; i < centers.size(); ++i) {
    if (clusters[i].weight > 0.0) {
      centers[i] = clusters[i].mean();
    } else {
      all = false;
    }
  }
  return all;
}

/// Gives the centers of empty clusters to the clusters that gain most from a split.
void refill_empty(std::span<Color> centers, std::span<const Moments> clusters) {
  std::vector<Split> splits;
  splits.reserve(clusters.size());
  for (const Moments& cluster : clusters) splits.push_back(split_of(cluster));
  for (std::size_t i = 0; i < centers.size(); ++i) {
    if (clusters[i].weight > 0.0) continue;
    const auto best = std::max_element(splits.begin(), splits.end(), [](auto& a, auto& b) {
      return a.gain < b.gain;
    });
    if (best->gain <= 0.0) return;
    centers[i] = best->first;
    centers[static_cast<std::size_t>(best - splits.begin())] = best->second;
    *best = {};
  }
}

std::vector<Split> splits_of(const ColorTree& tree, std::span<const Color> centers, int threads) {
  std::vector<Split> splits;
  splits.reserve(centers.size());
  for (const Moments& cluster : tree.partition(centers, ColorTree::Detail::squares, threads)) {
    splits.push_back(split_of(cluster));
  }
  return splits;
}

/// Starts with all colors in one cluster and splits those that gain most, half as many as there are
/// at a time.
Partition split_from_one(const ColorTree& tree, std::size_t colors, int threads) {
  Partition partition = lloyd(tree, {tree.total().mean()}, 1, 0.0, threads);
  while (partition.centers.size() < colors) {
    std::vector<Color> centers = std::move(partition.centers);
    const std::vector<Split> splits = splits_of(tree, centers, threads);
    std::vector<std::size_t> order(splits.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return splits[a].gain > splits[b].gain;
    });
    order.resize(std::min(colors - order.size(), (order.size() + 1) / 2));
    for (const std::size_t i : order) {
      centers[i] = splits[i].first;
      centers.push_back(splits[i].second);
    }
    partition = lloyd(tree, std::move(centers), 3, 1e-3, threads);
  }
  return partition;
}

struct Exchange {
  std::size_t removed;
  std::size_t split;
  double expected_gain;
};

/// The least that the scatter grows by when cluster `i` is merged into one other (Ward's criterion).
double merge_cost(const Partition& partition, std::size_t i) {
  double least = std::numeric_limits<double>::infinity();
  const double weight = partition.clusters[i].weight;
  for (std::size_t j = 0; j < partition.centers.size(); ++j) {
    if (j == i) continue;
    const double other = partition.clusters[j].weight;
    least = std::min(least, weight * other / (weight + other) *
                                squared_distance(partition.centers[i], partition.centers[j]));
  }
  return least;
}

/// Exchanges that may lower the scatter, most promising first.
std::vector<Exchange> promising_exchanges(const Partition& partition, std::span<const Split> splits) {
  const std::size_t count = partition.centers.size();
  std::vector<double> costs(count);
  for (std::size_t i = 0; i < count; ++i) costs[i] = merge_cost(partition, i);
  std::vector<std::size_t> by_cost(count);
  std::iota(by_cost.begin(), by_cost.end(), std::size_t{0});
  std::vector<std::size_t> by_gain = by_cost;
  std::stable_sort(by_cost.begin(), by_cost.end(),
                   [&](std::size_t a, std::size_t b) { return costs[a] < costs[b]; });
  std::stable_sort(by_gain.begin(), by_gain.end(), [&](std::size_t a, std::size_t b) {
    return splits[a].gain > splits[b].gain;
  });

  const std::size_t kept = std::min(count, exchange_choices);
  std::vector<Exchange> exchanges;
  for (const std::size_t removed : std::span(by_cost).first(kept)) {
    for (const std::size_t split : std::span(by_gain).first(kept)) {
      if (removed == split || splits[split].gain <= 0.0) continue;
      exchanges.push_back({removed, split, splits[split].gain - costs[removed]});
    }
  }
  std::stable_sort(exchanges.begin(), exchanges.end(), [](const Exchange& a, const Exchange& b) {
    return a.expected_gain > b.expected_gain;
  });
  return exchanges;
}

/// Lets the centers settle after one of them has gone to another cluster.
Partition try_exchange(const ColorTree& tree, const Partition& partition,
                       std::span<const Split> splits, const Exchange& exchange) {
  std::vector<Color> centers = partition.centers;
  centers[exchange.split] = splits[exchange.split].first;
  centers[exchange.removed] = splits[exchange.split].second;
  return lloyd(tree, std::move(centers), trial_iterations, 0.0, 1);
}

}  // namespace

Partition lloyd(const ColorTree& tree, std::vector<Color> centers, int max_iterations,
                double tolerance, int threads) {
  Partition result;
  result.scatter = std::numeric_limits<double>::infinity();
  for (int i = 0; i < max_iterations; ++i) {
    result.clusters = tree.partition(centers, ColorTree::Detail::sums, threads);
    const double scatter = scatter_of(result.clusters, tree.total());
    const bool has_settled = result.scatter - scatter <= tolerance * scatter;
    result.scatter = scatter;
    if (!move_to_means(centers, result.clusters)) {
      refill_empty(centers, tree.partition(centers, ColorTree::Detail::squares, threads));
    } else if (has_settled) {
      break;
    }
  }
  result.centers = std::move(centers);
  return result;
}

Partition search_centers(const ColorTree& tree, int colors, int threads) {
  Partition best = split_from_one(tree, static_cast<std::size_t>(colors), threads);
  best = lloyd(tree, std::move(best.centers), 20, settled, threads);

  std::vector<Split> splits = splits_of(tree, best.centers, threads);
  std::vector<Exchange> exchanges = promising_exchanges(best, splits);
  std::size_t next = 0;
  std::size_t failures = 0;
  std::size_t trials = 0;
  while (failures < max_failures && trials < max_trials && next < exchanges.size()) {
    const std::size_t count = std::min(batch_size, exchanges.size() - next);
    std::vector<Partition> results(count);
    parallel_for(count, threads, [&](std::size_t i) {
      results[i] = try_exchange(tree, best, splits, exchanges[next + i]);
    });
    next += count;
    trials += count;
    const auto winner = std::min_element(
        results.begin(), results.end(),
        [](const Partition& a, const Partition& b) { return a.scatter < b.scatter; });
    if (winner->scatter < best.scatter * (1.0 - smallest_gain)) {
      best = lloyd(tree, std::move(winner->centers), 10, settled, threads);
      splits = splits_of(tree, best.centers, threads);
      exchanges = promising_exchanges(best, splits);
      next = 0;
      failures = 0;
    } else {
      failures += count;
    }
  }
  return best;
}

}  // namespace color_clusters
