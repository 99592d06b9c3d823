// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cluster_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
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
constexpr std::size_t max_failures = 100;
constexpr std::size_t max_trials = 1000;
/// How many of the cheapest removals are paired with how many of the most useful splits.
constexpr std::size_t exchange_choices = 12;
/// Iterations after which an exchange is judged; most of its effect has then shown.
constexpr int trial_iterations = 6;
/// Clusters around each of the two that an exchange names which are let settle to judge it.
constexpr std::ptrdiff_t neighbors = 10;
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
    const auto best = std::max_element(splits.begin(), splits.end(),
                                       [](auto& a, auto& b) { return a.gain < b.gain; });
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
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return splits[a].gain > splits[b].gain; });
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

/// The least that the scatter grows by when cluster `i` is merged into one other (Ward's
/// criterion).
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
std::vector<Exchange> promising_exchanges(const Partition& partition,
                                          std::span<const Split> splits) {
  const std::size_t count = partition.centers.size();
  std::vector<double> costs(count);
  for (std::size_t i = 0; i < count; ++i) costs[i] = merge_cost(partition, i);
  std::vector<std::size_t> by_cost(count);
  std::iota(by_cost.begin(), by_cost.end(), std::size_t{0});
  std::vector<std::size_t> by_gain = by_cost;
  std::stable_sort(by_cost.begin(), by_cost.end(),
                   [&](std::size_t a, std::size_t b) { return costs[a] < costs[b]; });
  std::stable_sort(by_gain.begin(), by_gain.end(),
                   [&](std::size_t a, std::size_t b) { return splits[a].gain > splits[b].gain; });

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

/// The clusters that an exchange changes most: the two it names and the nearest ones of each.
/// Sorted; all of them when there are few.
std::vector<std::size_t> neighborhood(std::span<const Color> centers, const Exchange& exchange) {
  std::vector<std::size_t> members(centers.size());
  std::iota(members.begin(), members.end(), std::size_t{0});
  if (centers.size() <= 2 * static_cast<std::size_t>(neighbors)) return members;

  std::vector<std::size_t> result;
  for (const std::size_t around : {exchange.removed, exchange.split}) {
    std::ranges::nth_element(members, members.begin() + neighbors, {}, [&](std::size_t i) {
      return std::pair(squared_distance(centers[i], centers[around]), i);
    });
    result.insert(result.end(), members.begin(), members.begin() + neighbors);
  }
  std::ranges::sort(result);
  const auto repeated = std::ranges::unique(result);
  result.erase(repeated.begin(), repeated.end());
  return result;
}

/// What came of an exchange.
struct Trial {
  double gain = 0.0;
  std::vector<std::size_t> members;
  /// New centers of the members.
  std::vector<Color> centers;
};

/// The state of the search.
struct Search {
  const ColorTree& tree;
  Partition best;
  /// For each color of the tree its cluster, and for each cluster its split.
  std::vector<std::uint16_t> assignments;
  std::vector<Split> splits;
};

/// The colors of some clusters.
ColorTree colors_of(const Search& search, std::span<const std::size_t> clusters) {
  std::vector<bool> wanted(search.best.centers.size(), false);
  for (const std::size_t i : clusters) wanted[i] = true;
  std::vector<Color> colors;
  std::vector<double> weights;
  for (std::size_t i = 0; i < search.tree.size(); ++i) {
    if (!wanted[search.assignments[i]]) continue;
    colors.push_back(search.tree.color(i));
    weights.push_back(search.tree.weight(i));
  }
  return {colors, weights, 1};
}

/// Iterations as far as they can still bring the scatter below `least`: each one brings less than
/// the one before.
Partition settle_in_trial(const ColorTree& tree, std::vector<Color> centers, double least) {
  Partition partition = lloyd(tree, std::move(centers), 1, 0.0, 1);
  for (int left = trial_iterations - 1; left > 0; --left) {
    const double last = partition.scatter;
    partition = lloyd(tree, std::move(partition.centers), 1, 0.0, 1);
    if (partition.scatter - (left - 1) * (last - partition.scatter) > least) break;
  }
  return partition;
}

/// Lets the centers near an exchange settle on the colors of their clusters, as if the rest of the
/// picture did not exist.
Trial try_exchange(const Search& search, const Exchange& exchange) {
  const std::vector<Color>& all = search.best.centers;
  Trial trial;
  trial.members = neighborhood(all, exchange);
  std::vector<Color> before;
  for (const std::size_t i : trial.members) {
    before.push_back(all[i]);
    trial.centers.push_back(i == exchange.split     ? search.splits[exchange.split].first
                            : i == exchange.removed ? search.splits[exchange.split].second
                                                    : all[i]);
  }

  double scatter = search.best.scatter;
  Partition after;
  if (trial.members.size() == all.size()) {
    after = settle_in_trial(search.tree, std::move(trial.centers), scatter);
  } else {
    const ColorTree near = colors_of(search, trial.members);
    scatter = lloyd(near, std::move(before), 1, 0.0, 1).scatter;
    after = settle_in_trial(near, std::move(trial.centers), scatter);
  }
  trial.gain = scatter - after.scatter;
  trial.centers = std::move(after.centers);
  return trial;
}

/// The centers after all trials that gained something, the best first, but for those that would
/// change a center once more.
std::vector<Color> combine(std::vector<Trial>& trials, const Partition& partition) {
  std::vector<Color> centers = partition.centers;
  std::vector<bool> changed(centers.size(), false);
  std::ranges::stable_sort(trials, std::ranges::greater{}, &Trial::gain);
  for (const Trial& trial : trials) {
    if (trial.gain <= smallest_gain * partition.scatter ||
        std::ranges::any_of(trial.members, [&](std::size_t i) { return changed[i]; })) {
      continue;
    }
    for (std::size_t i = 0; i < trial.members.size(); ++i) {
      centers[trial.members[i]] = trial.centers[i];
      changed[trial.members[i]] = true;
    }
  }
  return centers;
}

/// As far beyond each mean as `momentum` times the way from the mean before.
std::vector<Color> extrapolated(std::span<const Color> means, std::span<const Color> before,
                                float momentum) {
  std::vector<Color> centers(means.begin(), means.end());
  for (std::size_t i = 0; i < centers.size(); ++i) {
    for (std::size_t c = 0; c < 3; ++c) centers[i][c] += momentum * (means[i][c] - before[i][c]);
  }
  return centers;
}

/// Iterations of k-means: see `lloyd` and `settle`.
Partition iterate(const ColorTree& tree, std::vector<Color> centers, int max_iterations,
                  double tolerance, float momentum, int threads) {
  constexpr double unknown = std::numeric_limits<double>::infinity();
  Partition best;
  // Scatter and means one iteration ago, if they say anything about the present one.
  double last_scatter = unknown;
  std::vector<Color> last_means;
  for (int i = 0; i < max_iterations; ++i) {
    std::vector<Moments> clusters = tree.partition(centers, ColorTree::Detail::sums, threads);
    const double scatter = scatter_of(clusters, tree.total());
    if (scatter > last_scatter && !last_means.empty()) {
      // Gone too far: from the means on without momentum.
      centers = best.centers;
      last_scatter = unknown;
      last_means.clear();
      continue;
    }
    const bool has_settled = last_scatter - scatter <= tolerance * scatter;
    const bool all_used = move_to_means(centers, clusters);
    if (!all_used) {
      refill_empty(centers, tree.partition(centers, ColorTree::Detail::squares, threads));
    }
    best = {std::move(centers), std::move(clusters), scatter};
    if (all_used && has_settled) break;

    last_scatter = scatter;
    if (momentum > 0.0F && all_used) {
      centers =
          last_means.empty() ? best.centers : extrapolated(best.centers, last_means, momentum);
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
                double tolerance, int threads) {
  return iterate(tree, std::move(centers), max_iterations, tolerance, 0.0F, threads);
}

Partition settle(const ColorTree& tree, std::vector<Color> centers, int max_iterations,
                 double tolerance, int threads) {
  return iterate(tree, std::move(centers), max_iterations, tolerance, 1.0F, threads);
}

Partition search_centers(const ColorTree& tree, int colors, int threads) {
  Search search{tree, split_from_one(tree, static_cast<std::size_t>(colors), threads), {}, {}};
  search.best = lloyd(tree, std::move(search.best.centers), 20, settled, threads);

  std::size_t failures = 0;
  for (std::size_t tried = 0; failures < max_failures && tried < max_trials;) {
    search.assignments = tree.assignments(search.best.centers, threads);
    search.splits = splits_of(tree, search.best.centers, threads);
    const std::vector<Exchange> exchanges = promising_exchanges(search.best, search.splits);
    bool improved = false;
    for (std::size_t next = 0; !improved && failures < max_failures && next < exchanges.size();) {
      std::vector<Trial> trials(std::min(batch_size, exchanges.size() - next));
      parallel_for(trials.size(), threads,
                   [&](std::size_t i) { trials[i] = try_exchange(search, exchanges[next + i]); });
      next += trials.size();
      tried += trials.size();
      failures += trials.size();
      std::vector<Color> centers = combine(trials, search.best);
      if (centers == search.best.centers) continue;
      Partition changed = lloyd(tree, std::move(centers), 6, settled, threads);
      if (changed.scatter < search.best.scatter * (1.0 - smallest_gain)) {
        search.best = std::move(changed);
        failures = 0;
        improved = true;
      }
    }
    if (!improved) break;
  }
  return search.best;
}

}  // namespace color_clusters
