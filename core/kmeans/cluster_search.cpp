// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kmeans/cluster_search.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "core/base/parallel.h"
#include "core/base/sorted_indices.h"
#include "core/kmeans/cluster_split.h"

namespace color_clusters {
namespace {

/// Exchanges tried at the same time. The number is fixed, and not that of the threads, so that the
/// result does not depend on it.
constexpr std::size_t batch_size = 4;
/// The search ends after this many exchanges in a row that did not help, and at the latest after
/// `max_trials` in all: past that, gains are tiny.
constexpr std::size_t max_failures = 100;
constexpr std::size_t max_trials = 1000;
/// The same for the second search, which only has to show whether it leads to a better minimum.
constexpr std::size_t max_failures_again = 12;
/// With few centers another local minimum can be noticeably better; with very few there is only
/// one. With many, all minima are about as good.
constexpr bool is_worth_searching_again(std::size_t centers) {
  return centers > 4 && centers <= 32;
}
/// This many of the cheapest removals are paired with as many of the splits that gain most.
constexpr std::size_t exchange_choices = 12;
/// Iterations after which an exchange is judged; most of its effect has then shown. With few
/// centers, each of which moves far, that takes longer; with very few there is hardly a choice, and
/// the search finds the same without.
constexpr int trial_iterations(std::size_t centers) {
  return centers > 4 && centers <= 12 ? 10 : 6;
}
/// In a trial, this many nearest clusters around each of the two exchanged settle with them.
constexpr std::ptrdiff_t neighbors = 10;
constexpr double settled = 1e-4;
constexpr double smallest_gain = 1e-6;

/// The clusters, those that gain most from a split first.
std::vector<std::size_t> by_gain(std::span<const Split> splits) {
  return sorted_indices(
      splits.size(), [&](std::size_t i) { return splits[i].gain; }, std::ranges::greater{});
}

std::vector<Split> splits_of(const ColorTree& tree, std::span<const Color> centers,
                             std::size_t fixed_count, int threads) {
  return splits_of(
      tree.partition(centers, ColorTree::Detail::squares, threads, ColorTree::Ties::either),
      centers.first(fixed_count));
}

/// Splits the clusters that gain most, half as many as there are at a time, until there are
/// `color_count`. The first `fixed_count` centers stay.
Partition split_up(const ColorTree& tree, Partition partition, std::size_t color_count,
                   std::size_t fixed_count, int threads) {
  while (partition.centers.size() < color_count) {
    std::vector<Color> centers = std::move(partition.centers);
    const std::vector<Split> splits = splits_of(tree, centers, fixed_count, threads);
    std::vector<std::size_t> order = by_gain(splits);
    order.resize(std::min(color_count - order.size(), (order.size() + 1) / 2));
    for (const std::size_t i : order) {
      centers[i] = splits[i].first;
      centers.push_back(splits[i].second);
    }
    partition = lloyd(tree, std::move(centers), 3, 1e-3, threads, fixed_count);
  }
  return partition;
}

/// Starts with the fixed centers, or with all colors in one cluster.
Partition split_from_few(const ColorTree& tree, std::size_t color_count,
                         std::span<const Color> fixed, int threads) {
  std::vector<Color> start(fixed.begin(), fixed.end());
  if (start.empty()) start.push_back(tree.total().mean());
  Partition partition = lloyd(tree, std::move(start), 1, 0.0, threads, fixed.size());
  return split_up(tree, std::move(partition), color_count, fixed.size(), threads);
}

struct Exchange {
  std::size_t removed;
  std::size_t split;
  double expected_gain;
};

/// The least growth of the scatter when cluster `i` is merged into another: Ward's criterion, or,
/// where the other's center is fixed, the cost of moving the whole cluster to it.
double merge_cost(const Partition& partition, std::size_t i, std::size_t fixed_count) {
  double least = std::numeric_limits<double>::infinity();
  const double weight = partition.clusters[i].weight;
  for (std::size_t j = 0; j < partition.centers.size(); ++j) {
    if (j == i) continue;
    const double other = partition.clusters[j].weight;
    const double moved = j < fixed_count ? weight : weight * other / (weight + other);
    least = std::min(least, moved * squared_distance(partition.centers[i], partition.centers[j]));
  }
  return least;
}

/// The merge costs of all clusters; infinite where the center is fixed.
std::vector<double> merge_costs(const Partition& partition, std::size_t fixed_count) {
  std::vector<double> costs(partition.centers.size(), std::numeric_limits<double>::infinity());
  for (std::size_t i = fixed_count; i < costs.size(); ++i)
    costs[i] = merge_cost(partition, i, fixed_count);
  return costs;
}

/// Removes the center with the least merge cost, again and again, until `color_count` are left.
Partition merge_down(const ColorTree& tree, Partition partition, std::size_t color_count,
                     std::size_t fixed_count, int threads) {
  while (partition.centers.size() > color_count) {
    const std::vector<double> costs = merge_costs(partition, fixed_count);
    const auto cheapest = std::ranges::min_element(costs) - costs.begin();
    std::vector<Color> centers = std::move(partition.centers);
    centers.erase(centers.begin() + cheapest);
    partition = lloyd(tree, std::move(centers), 3, 1e-3, threads, fixed_count);
  }
  return partition;
}

/// Exchanges that may lower the scatter, most promising first.
std::vector<Exchange> promising_exchanges(const Partition& partition, std::span<const Split> splits,
                                          std::size_t fixed_count) {
  const std::size_t count = partition.centers.size();
  const std::vector<double> costs = merge_costs(partition, fixed_count);
  std::vector<std::size_t> cheapest =
      sorted_indices(count, [&](std::size_t i) { return costs[i]; });
  std::vector<std::size_t> best = by_gain(splits);
  cheapest.resize(std::min(count - fixed_count, exchange_choices));
  best.resize(std::min(count, exchange_choices));
  std::vector<Exchange> exchanges;
  for (const std::size_t removed : cheapest) {
    for (const std::size_t split : best) {
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

/// The outcome of an exchange.
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
  std::size_t fixed_count;
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

/// Iterates as long as the scatter can still get below `least`, given that no iteration gains more
/// than the one before.
Partition settle_in_trial(const ColorTree& tree, std::vector<Color> centers,
                          std::size_t fixed_count, double least) {
  const int iterations = trial_iterations(centers.size());
  Partition partition = lloyd(tree, std::move(centers), 1, 0.0, 1, fixed_count);
  for (int left = iterations - 1; left > 0; --left) {
    const double last = partition.scatter;
    partition = lloyd(tree, std::move(partition.centers), 1, 0.0, 1, fixed_count);
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
  const auto fixed_count = static_cast<std::size_t>(
      std::ranges::lower_bound(trial.members, search.fixed_count) - trial.members.begin());
  double scatter = search.best.scatter;
  Partition after;
  if (trial.members.size() == all.size()) {
    after = settle_in_trial(search.tree, std::move(trial.centers), fixed_count, scatter);
  } else {
    const ColorTree near = colors_of(search, trial.members);
    scatter = lloyd(near, std::move(before), 1, 0.0, 1, fixed_count).scatter;
    after = settle_in_trial(near, std::move(trial.centers), fixed_count, scatter);
  }
  trial.gain = scatter - after.scatter;
  trial.centers = std::move(after.centers);
  return trial;
}

/// The centers after all trials that lowered the scatter, the best first; a trial that would change
/// a center for the second time is left out.
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

/// Makes exchanges that lower the scatter, until `most_failures` in a row have not.
void improve(Search& search, std::size_t most_failures, int threads, const Checkpoint& checkpoint) {
  const ColorTree& tree = search.tree;
  std::size_t failures = 0;
  for (std::size_t tried = 0; failures < most_failures && tried < max_trials;) {
    search.assignments = tree.assignments(search.best.centers, threads);
    search.splits = splits_of(tree, search.best.centers, search.fixed_count, threads);
    const std::vector<Exchange> exchanges =
        promising_exchanges(search.best, search.splits, search.fixed_count);
    bool improved = false;
    for (std::size_t next = 0; !improved && failures < most_failures && next < exchanges.size();) {
      pass(checkpoint);
      std::vector<Trial> trials(std::min(batch_size, exchanges.size() - next));
      parallel_for(trials.size(), threads,
                   [&](std::size_t i) { trials[i] = try_exchange(search, exchanges[next + i]); });
      next += trials.size();
      tried += trials.size();
      failures += trials.size();
      std::vector<Color> centers = combine(trials, search.best);
      if (centers == search.best.centers) continue;
      Partition changed = lloyd(tree, std::move(centers), 6, settled, threads, search.fixed_count);
      if (changed.scatter < search.best.scatter * (1.0 - smallest_gain)) {
        search.best = std::move(changed);
        failures = 0;
        improved = true;
      }
    }
    if (!improved) break;
  }
}

/// A perturbed start for the second search: a quarter more centers are split off, and those with
/// the least merge costs removed. That moves several centers together, which no exchange does.
Partition perturbed(const Search& search, int threads) {
  const std::size_t count = search.best.centers.size();
  const std::size_t more = count + std::max<std::size_t>(2, count / 4);
  Partition split = split_up(search.tree, search.best, more, search.fixed_count, threads);
  split = lloyd(search.tree, std::move(split.centers), 20, settled, threads, search.fixed_count);
  Partition merged = merge_down(search.tree, std::move(split), count, search.fixed_count, threads);
  return lloyd(search.tree, std::move(merged.centers), 20, settled, threads, search.fixed_count);
}

}  // namespace

Partition split_centers(const ColorTree& tree, int color_count, int threads,
                        std::span<const Color> fixed) {
  Partition split = split_from_few(tree, static_cast<std::size_t>(color_count), fixed, threads);
  return lloyd(tree, std::move(split.centers), 20, settled, threads, fixed.size());
}

Partition search_centers(const ColorTree& tree, int color_count, int threads,
                         std::span<const Color> fixed, const Checkpoint& checkpoint) {
  Search search{tree, fixed.size(), split_centers(tree, color_count, threads, fixed), {}, {}};
  improve(search, max_failures, threads, checkpoint);
  const std::size_t count = search.best.centers.size();
  if (!is_worth_searching_again(count - fixed.size())) return std::move(search.best);

  Search again{tree, fixed.size(), perturbed(search, threads), {}, {}};
  improve(again, max_failures_again, threads, checkpoint);
  return std::move(again.best.scatter < search.best.scatter ? again.best : search.best);
}

}  // namespace color_clusters
