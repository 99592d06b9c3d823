// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clustering/cluster_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>

#include "core/base/parallel.h"

namespace color_clusters {
namespace {

/// Exchanges tried at the same time. The number is fixed, and not that of the threads, so that the
/// result does not depend on it.
constexpr std::size_t batch_size = 4;
/// The search ends after so many exchanges in a row that did not help, and at the latest after
/// `max_trials` in all: past that, gains are tiny.
constexpr std::size_t max_failures = 100;
constexpr std::size_t max_trials = 1000;
/// So many in a row end the second search, which only has to show whether it is better.
constexpr std::size_t max_failures_again = 12;
/// With so few centers another local minimum can be noticeably better, and with hardly any there
/// are no others. With many, all of them are much alike.
constexpr bool is_worth_searching_again(std::size_t centers) {
  return centers > 4 && centers <= 32;
}
/// How many of the cheapest removals are paired with how many of the most useful splits.
constexpr std::size_t exchange_choices = 12;
/// Iterations after which an exchange is judged; most of its effect has then shown. With few
/// centers, each of which moves far, that takes longer; with very few there is hardly a choice, and
/// the search finds the same without.
constexpr int trial_iterations(std::size_t centers) {
  return centers > 4 && centers <= 12 ? 10 : 6;
}
/// Clusters around each of the two that an exchange names which are let settle to judge it.
constexpr std::ptrdiff_t neighbors = 10;
constexpr double settled = 1e-4;
constexpr double smallest_gain = 1e-6;

/// What splitting a cluster in two is expected to bring, and where the two centers go; the first is
/// the center itself if that is fixed. An empty cluster and one of a single color gain nothing.
struct Split {
  double gain = 0.0;
  Color first{};
  Color second{};
};

/// A symmetric matrix: xx, xy, xz, yy, yz, zz.
using Symmetric = std::array<double, 6>;
using Vector = std::array<double, 3>;

Vector product(const Symmetric& m, const Vector& v) {
  return {m[0] * v[0] + m[1] * v[1] + m[2] * v[2], m[1] * v[0] + m[3] * v[1] + m[4] * v[2],
          m[2] * v[0] + m[4] * v[1] + m[5] * v[2]};
}

/// The mean of the products of the coordinates, measured from `origin`, of a cluster with this
/// mean.
Symmetric second_moments(const Moments& cluster, const Vector& mean, const Vector& origin) {
  const auto moment = [&](std::size_t square, std::size_t a, std::size_t b) {
    return cluster.square[square] / cluster.weight - mean[a] * origin[b] -
           origin[a] * (mean[b] - origin[b]);
  };
  return {moment(0, 0, 0), moment(1, 0, 1), moment(2, 0, 2),
          moment(3, 1, 1), moment(4, 1, 2), moment(5, 2, 2)};
}

/// The longest axis of an ellipsoid: the eigenvector of the largest eigenvalue, times it.
struct Axis {
  Vector direction{};
  double variance = 0.0;
};

/// By power iteration; the column of the largest variance is never orthogonal to the axis.
Axis principal_axis(const Symmetric& m) {
  Axis axis{{m[0], m[1], m[2]}, 0.0};
  if (m[3] > m[0] && m[3] >= m[5]) axis.direction = {m[1], m[3], m[4]};
  if (m[5] > m[0] && m[5] > m[3]) axis.direction = {m[2], m[4], m[5]};
  for (int i = 0; i < 12; ++i) {
    Vector& d = axis.direction;
    const double length = std::hypot(d[0], d[1], d[2]);
    if (!(length > 0.0)) return {};
    for (double& value : d) value /= length;
    d = product(m, d);
    axis.variance = std::hypot(d[0], d[1], d[2]);
  }
  return axis;
}
Vector mean_of(const Moments& cluster) {
  return {cluster.sum[0] / cluster.weight, cluster.sum[1] / cluster.weight,
          cluster.sum[2] / cluster.weight};
}

/// Splits along the principal axis as if the colors were normally distributed along it: the halves
/// have their means at sqrt(2/π) standard deviations, and their split takes 2/π of the variance.
Split split_of(const Moments& cluster) {
  if (cluster.weight <= 0.0) return {};
  const Color middle = cluster.mean();
  const Vector mean = mean_of(cluster);
  const Axis axis = principal_axis(second_moments(cluster, mean, mean));
  if (!(axis.variance > 0.0)) return {0.0, middle, middle};

  constexpr double two_over_pi = 0.6366197723675814;
  Split split;
  split.gain = two_over_pi * axis.variance * cluster.weight;
  const double offset = std::sqrt(two_over_pi * axis.variance) / axis.variance;
  for (std::size_t c = 0; c < 3; ++c) {
    split.first[c] = static_cast<float>(mean[c] - offset * axis.direction[c]);
    split.second[c] = static_cast<float>(mean[c] + offset * axis.direction[c]);
  }
  return split;
}

/// Adds a center to a cluster whose own is fixed at `center`. Along the axis on which the colors
/// are furthest from it, they are taken to fill an interval evenly: from a to b, with the fixed
/// center at 0. The new center is at the mean of what is nearer to it: at 2b/3, or in the middle if
/// that leaves no colors to the fixed one.
Split split_around(const Color& center, const Moments& cluster) {
  if (cluster.weight <= 0.0) return {0.0, center, center};
  const Vector mean = mean_of(cluster);
  const Vector origin{center[0], center[1], center[2]};
  Axis axis = principal_axis(second_moments(cluster, mean, origin));
  if (!(axis.variance > 0.0)) return {0.0, center, center};
  double middle = 0.0;
  for (std::size_t c = 0; c < 3; ++c) {
    axis.direction[c] /= axis.variance;
    middle += axis.direction[c] * (mean[c] - origin[c]);
  }
  const double variance = std::max(axis.variance - middle * middle, 0.0);
  const double half = std::sqrt(3.0 * variance);
  const double end = std::abs(middle) + half;
  const bool shares = end / 3.0 > std::abs(middle) - half;

  // What is further along the axis than the mean is also off in the directions that go with it.
  const double further = shares ? std::copysign(2.0 / 3.0 * end, middle) - middle : 0.0;
  const double part = shares ? end / (3.0 * half) : 1.0;
  Split split{0.0, center, center};
  for (std::size_t c = 0; c < 3; ++c) {
    const double to_mean = mean[c] - origin[c];
    const double slope =
        shares ? (axis.variance * axis.direction[c] - middle * to_mean) / variance : 0.0;
    const double offset = to_mean + slope * further;
    split.second[c] = static_cast<float>(origin[c] + offset);
    split.gain += cluster.weight * part * offset * offset;
  }
  return split;
}

/// The splits of clusters of which the first have the centers `fixed`.
std::vector<Split> splits_of(std::span<const Moments> clusters, std::span<const Color> fixed) {
  std::vector<Split> splits;
  splits.reserve(clusters.size());
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    splits.push_back(i < fixed.size() ? split_around(fixed[i], clusters[i])
                                      : split_of(clusters[i]));
  }
  return splits;
}

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
bool move_to_means(std::span<Color> centers, std::span<const Moments> clusters, std::size_t fixed) {
  bool all = true;
  for (std::size_t i = fixed; i < centers.size(); ++i) {
    if (clusters[i].weight > 0.0) {
      centers[i] = clusters[i].mean();
    } else {
      all = false;
    }
  }
  return all;
}

/// Gives the centers of empty clusters to the clusters that gain most from a split.
void refill_empty(std::span<Color> centers, std::span<const Moments> clusters, std::size_t fixed) {
  std::vector<Split> splits = splits_of(clusters, centers.first(fixed));
  for (std::size_t i = fixed; i < centers.size(); ++i) {
    if (clusters[i].weight > 0.0) continue;
    const auto best = std::max_element(splits.begin(), splits.end(),
                                       [](auto& a, auto& b) { return a.gain < b.gain; });
    if (best->gain <= 0.0) return;
    const auto split = static_cast<std::size_t>(best - splits.begin());
    centers[i] = best->first;
    centers[split] = best->second;
    if (split < fixed) std::swap(centers[i], centers[split]);
    *best = {};
  }
}

std::vector<Split> splits_of(const ColorTree& tree, std::span<const Color> centers,
                             std::size_t fixed, int threads) {
  return splits_of(
      tree.partition(centers, ColorTree::Detail::squares, threads, ColorTree::Ties::either),
      centers.first(fixed));
}

/// Splits the clusters that gain most, half as many as there are at a time, until there are
/// `colors`. The first `fixed` centers stay.
Partition split_up(const ColorTree& tree, Partition partition, std::size_t colors,
                   std::size_t fixed, int threads) {
  while (partition.centers.size() < colors) {
    std::vector<Color> centers = std::move(partition.centers);
    const std::vector<Split> splits = splits_of(tree, centers, fixed, threads);
    std::vector<std::size_t> order(splits.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return splits[a].gain > splits[b].gain; });
    order.resize(std::min(colors - order.size(), (order.size() + 1) / 2));
    for (const std::size_t i : order) {
      centers[i] = splits[i].first;
      centers.push_back(splits[i].second);
    }
    partition = lloyd(tree, std::move(centers), 3, 1e-3, threads, fixed);
  }
  return partition;
}

/// Starts with the fixed centers, or with all colors in one cluster.
Partition split_from_few(const ColorTree& tree, std::size_t colors, std::span<const Color> fixed,
                         int threads) {
  std::vector<Color> start(fixed.begin(), fixed.end());
  if (start.empty()) start.push_back(tree.total().mean());
  Partition partition = lloyd(tree, std::move(start), 1, 0.0, threads, fixed.size());
  return split_up(tree, std::move(partition), colors, fixed.size(), threads);
}

struct Exchange {
  std::size_t removed;
  std::size_t split;
  double expected_gain;
};

/// The least that the scatter grows by when cluster `i` is merged into one other: Ward's criterion,
/// or, where the other's center is fixed, the way of all of the cluster to it.
double merge_cost(const Partition& partition, std::size_t i, std::size_t fixed) {
  double least = std::numeric_limits<double>::infinity();
  const double weight = partition.clusters[i].weight;
  for (std::size_t j = 0; j < partition.centers.size(); ++j) {
    if (j == i) continue;
    const double other = partition.clusters[j].weight;
    const double moved = j < fixed ? weight : weight * other / (weight + other);
    least = std::min(least, moved * squared_distance(partition.centers[i], partition.centers[j]));
  }
  return least;
}

/// Takes away the center that is missed least, again and again, until `colors` are left.
Partition merge_down(const ColorTree& tree, Partition partition, std::size_t colors,
                     std::size_t fixed, int threads) {
  while (partition.centers.size() > colors) {
    std::vector<double> costs(partition.centers.size(), std::numeric_limits<double>::infinity());
    for (std::size_t i = fixed; i < costs.size(); ++i) costs[i] = merge_cost(partition, i, fixed);
    const auto cheapest = std::ranges::min_element(costs) - costs.begin();
    std::vector<Color> centers = std::move(partition.centers);
    centers.erase(centers.begin() + cheapest);
    partition = lloyd(tree, std::move(centers), 3, 1e-3, threads, fixed);
  }
  return partition;
}

/// Exchanges that may lower the scatter, most promising first.
std::vector<Exchange> promising_exchanges(const Partition& partition, std::span<const Split> splits,
                                          std::size_t fixed) {
  const std::size_t count = partition.centers.size();
  std::vector<double> costs(count);
  for (std::size_t i = fixed; i < count; ++i) costs[i] = merge_cost(partition, i, fixed);
  std::vector<std::size_t> by_gain(count);
  std::iota(by_gain.begin(), by_gain.end(), std::size_t{0});
  std::vector<std::size_t> by_cost(by_gain.begin() + static_cast<std::ptrdiff_t>(fixed),
                                   by_gain.end());
  std::stable_sort(by_cost.begin(), by_cost.end(),
                   [&](std::size_t a, std::size_t b) { return costs[a] < costs[b]; });
  std::stable_sort(by_gain.begin(), by_gain.end(),
                   [&](std::size_t a, std::size_t b) { return splits[a].gain > splits[b].gain; });

  by_cost.resize(std::min(by_cost.size(), exchange_choices));
  by_gain.resize(std::min(by_gain.size(), exchange_choices));
  std::vector<Exchange> exchanges;
  for (const std::size_t removed : by_cost) {
    for (const std::size_t split : by_gain) {
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
  /// How many centers, the first ones, are fixed.
  std::size_t fixed;
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
Partition settle_in_trial(const ColorTree& tree, std::vector<Color> centers, std::size_t fixed,
                          double least) {
  const int iterations = trial_iterations(centers.size());
  Partition partition = lloyd(tree, std::move(centers), 1, 0.0, 1, fixed);
  for (int left = iterations - 1; left > 0; --left) {
    const double last = partition.scatter;
    partition = lloyd(tree, std::move(partition.centers), 1, 0.0, 1, fixed);
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

  // The members are sorted: those that are fixed come first here too.
  const auto fixed = static_cast<std::size_t>(
      std::ranges::lower_bound(trial.members, search.fixed) - trial.members.begin());
  double scatter = search.best.scatter;
  Partition after;
  if (trial.members.size() == all.size()) {
    after = settle_in_trial(search.tree, std::move(trial.centers), fixed, scatter);
  } else {
    const ColorTree near = colors_of(search, trial.members);
    scatter = lloyd(near, std::move(before), 1, 0.0, 1, fixed).scatter;
    after = settle_in_trial(near, std::move(trial.centers), fixed, scatter);
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
                                float momentum, std::size_t fixed) {
  std::vector<Color> centers(means.begin(), means.end());
  for (std::size_t i = fixed; i < centers.size(); ++i) {
    for (std::size_t c = 0; c < 3; ++c) centers[i][c] += momentum * (means[i][c] - before[i][c]);
  }
  return centers;
}

/// Iterations of k-means: see `lloyd` and `settle`.
Partition iterate(const ColorTree& tree, std::vector<Color> centers, int max_iterations,
                  double tolerance, float momentum, int threads, std::size_t fixed,
                  const Checkpoint& checkpoint) {
  constexpr double unknown = std::numeric_limits<double>::infinity();
  Partition best;
  // Scatter and means one iteration ago, if they say anything about the present one.
  double last_scatter = unknown;
  std::vector<Color> last_means;
  for (int i = 0; i < max_iterations; ++i) {
    if (checkpoint) checkpoint();
    std::vector<Moments> clusters =
        tree.partition(centers, ColorTree::Detail::sums, threads, ColorTree::Ties::either);
    const double scatter = scatter_of(clusters, std::span(centers).first(fixed), tree.total());
    if (scatter > last_scatter && !last_means.empty()) {
      // Gone too far: from the means on without momentum.
      centers = best.centers;
      last_scatter = unknown;
      last_means.clear();
      continue;
    }
    const bool has_settled = last_scatter - scatter <= tolerance * scatter;
    const bool all_used = move_to_means(centers, clusters, fixed);
    if (!all_used) {
      refill_empty(centers, tree.partition(centers, ColorTree::Detail::squares, threads), fixed);
    }
    best = {std::move(centers), std::move(clusters), scatter};
    if (all_used && has_settled) break;

    last_scatter = scatter;
    if (momentum > 0.0F && all_used) {
      centers = last_means.empty() ? best.centers
                                   : extrapolated(best.centers, last_means, momentum, fixed);
      last_means = best.centers;
    } else {
      centers = best.centers;
      last_means.clear();
    }
  }
  return best;
}

/// Makes exchanges that help, until so many in a row have failed.
void improve(Search& search, std::size_t most_failures, int threads, const Checkpoint& checkpoint) {
  const ColorTree& tree = search.tree;
  std::size_t failures = 0;
  for (std::size_t tried = 0; failures < most_failures && tried < max_trials;) {
    search.assignments = tree.assignments(search.best.centers, threads);
    search.splits = splits_of(tree, search.best.centers, search.fixed, threads);
    const std::vector<Exchange> exchanges =
        promising_exchanges(search.best, search.splits, search.fixed);
    bool improved = false;
    for (std::size_t next = 0; !improved && failures < most_failures && next < exchanges.size();) {
      if (checkpoint) checkpoint();
      std::vector<Trial> trials(std::min(batch_size, exchanges.size() - next));
      parallel_for(trials.size(), threads,
                   [&](std::size_t i) { trials[i] = try_exchange(search, exchanges[next + i]); });
      next += trials.size();
      tried += trials.size();
      failures += trials.size();
      std::vector<Color> centers = combine(trials, search.best);
      if (centers == search.best.centers) continue;
      Partition changed = lloyd(tree, std::move(centers), 6, settled, threads, search.fixed);
      if (changed.scatter < search.best.scatter * (1.0 - smallest_gain)) {
        search.best = std::move(changed);
        failures = 0;
        improved = true;
      }
    }
    if (!improved) break;
  }
}

/// Another place to search from: with a quarter more centers than the best one has, of which those
/// go that are missed least. Several of them have then moved together, as no exchange moves them.
Partition shaken(const Search& search, int threads) {
  const std::size_t count = search.best.centers.size();
  const std::size_t more = count + std::max<std::size_t>(2, count / 4);
  Partition split = split_up(search.tree, search.best, more, search.fixed, threads);
  split = lloyd(search.tree, std::move(split.centers), 20, settled, threads, search.fixed);
  Partition merged = merge_down(search.tree, std::move(split), count, search.fixed, threads);
  return lloyd(search.tree, std::move(merged.centers), 20, settled, threads, search.fixed);
}

}  // namespace

Partition lloyd(const ColorTree& tree, std::vector<Color> centers, int max_iterations,
                double tolerance, int threads, std::size_t fixed) {
  return iterate(tree, std::move(centers), max_iterations, tolerance, 0.0F, threads, fixed, {});
}

Partition settle(const ColorTree& tree, std::vector<Color> centers, int max_iterations,
                 double tolerance, int threads, std::size_t fixed, const Checkpoint& checkpoint) {
  return iterate(tree, std::move(centers), max_iterations, tolerance, 1.0F, threads, fixed,
                 checkpoint);
}

Partition split_centers(const ColorTree& tree, int colors, int threads,
                        std::span<const Color> fixed) {
  Partition split = split_from_few(tree, static_cast<std::size_t>(colors), fixed, threads);
  return lloyd(tree, std::move(split.centers), 20, settled, threads, fixed.size());
}

Partition search_centers(const ColorTree& tree, int colors, int threads,
                         std::span<const Color> fixed, const Checkpoint& checkpoint) {
  Search search{tree, fixed.size(), split_centers(tree, colors, threads, fixed), {}, {}};
  improve(search, max_failures, threads, checkpoint);
  const std::size_t count = search.best.centers.size();
  if (!is_worth_searching_again(count - fixed.size())) return std::move(search.best);

  Search again{tree, fixed.size(), shaken(search, threads), {}, {}};
  improve(again, max_failures_again, threads, checkpoint);
  return std::move(again.best.scatter < search.best.scatter ? again.best : search.best);
}

}  // namespace color_clusters
