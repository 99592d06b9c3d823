// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kmeans/palette_subset.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <queue>
#include <set>
#include <stdexcept>
#include <utility>

#include "core/base/parallel.h"
#include "core/kmeans/color_bins.h"
#include "core/kmeans/entry_choice.h"

namespace color_clusters {
namespace {

/// The search works on so many bins, of this part of the range of all colors at most: twice as many
/// hardly change what is found.
constexpr std::size_t enough_bins = 4096;
constexpr float widest_bin = 1.0F / 24.0F;
/// Where there are no more ways to choose than this, all of them are tried.
constexpr std::size_t few_subsets = 4096;
/// Searches at a time, whatever the number of threads, so that the result does not depend on it.
constexpr std::size_t batch_size = 4;
/// After so many batches without success the search ends, and after twice as many in all. With few
/// entries it is one pair of them in particular that has to come up, and a search takes no time.
constexpr std::size_t most_failures(std::size_t entries) {
  return std::clamp<std::size_t>(400 / entries, 3, 16);
}

/// Whether there are at most few_subsets ways to choose `count` of `size`.
bool are_few(std::size_t size, std::size_t count) {
  std::size_t subsets = 1;
  for (std::size_t i = 0; i < std::min(count, size - count); ++i) {
    subsets = subsets * (size - i) / (i + 1);
    if (subsets > few_subsets) return false;
  }
  return true;
}

/// Tries all ways to choose some entries.
class AllSubsets {
 public:
  /// `count` > 0 of `candidates`, besides the `kept` ones.
  AllSubsets(const Points& points, std::span<const Color> palette,
             std::span<const std::size_t> kept, std::span<const std::size_t> candidates,
             std::size_t count)
      : size_(points.size()), candidates_(candidates), places_(count), costs_(count) {
    const auto add = [&](std::vector<double>& costs, std::size_t entry) {
      for (std::size_t i = 0; i < size_; ++i) {
        const double cost = points.weights[i] * points.squared_distance(i, palette[entry]);
        costs[i] = std::min(costs[i], cost);
      }
    };
    const std::vector<double> none(size_, std::numeric_limits<double>::infinity());
    for (const std::size_t entry : candidates) add(costs_of_.emplace_back(none), entry);
    for (std::vector<double>& costs : costs_) costs = none;
    for (const std::size_t entry : kept) add(costs_[0], entry);
  }

  /// The best ones; of equally good ones those whose first is the first, and so on.
  std::vector<std::size_t> find() {
    choose(0, 0);
    std::vector<std::size_t> best;
    best.reserve(best_.size());
    for (const std::size_t place : best_) best.push_back(candidates_[place]);
    return best;
  }

 private:
  /// Tries the candidates from `first` on as number `depth` of the chosen ones.
  void choose(std::size_t depth, std::size_t first) {
    const std::vector<double>& before = costs_[depth];
    const std::size_t missing = places_.size() - depth - 1;
    for (std::size_t place = first; place + missing < candidates_.size(); ++place) {
      places_[depth] = place;
      const std::vector<double>& added = costs_of_[place];
      if (missing > 0) {
        for (std::size_t i = 0; i < size_; ++i)
          costs_[depth + 1][i] = std::min(before[i], added[i]);
        choose(depth + 1, place + 1);
        continue;
      }
      double sum = 0.0;
      for (std::size_t i = 0; i < size_; ++i) sum += std::min(before[i], added[i]);
      if (sum >= least_) continue;
      least_ = sum;
      best_ = places_;
    }
  }

  std::size_t size_;
  std::span<const std::size_t> candidates_;
  std::vector<std::size_t> places_;
  /// For each candidate the cost of each point, and that for those chosen so far at each depth.
  std::vector<std::vector<double>> costs_of_;
  std::vector<std::vector<double>> costs_;
  double least_ = std::numeric_limits<double>::infinity();
  std::vector<std::size_t> best_;
};

/// Adds the entries that save most, one by one, until there are `count`. What an entry saves only
/// gets less as others are chosen, so one that would save most even now is the next. (M. Minoux,
/// "Accelerated greedy algorithms for maximizing submodular set functions", 1978.)
void add_greedily(Choice& choice, std::span<const std::size_t> candidates, std::size_t count,
                  int threads) {
  using Gain = std::pair<double, std::size_t>;
  const auto measure_all = [&] {
    std::vector<Gain> gains(candidates.size());
    parallel_for(candidates.size(), threads,
                 [&](std::size_t i) { gains[i] = {choice.gain(candidates[i]), candidates[i]}; });
    return gains;
  };
  const auto is_worse = [](const Gain& a, const Gain& b) {
    return a.first < b.first || (a.first == b.first && a.second > b.second);
  };
  if (choice.entries().empty()) {
    const std::vector<Gain> gains = measure_all();
    choice.add(std::ranges::max_element(gains, is_worse)->second);
  }
  if (choice.entries().size() == count) return;
  std::priority_queue<Gain, std::vector<Gain>, decltype(is_worse)> queue(is_worse, measure_all());
  while (choice.entries().size() < count) {
    const std::size_t entry = queue.top().second;
    queue.pop();
    if (choice.has(entry)) continue;
    const Gain gain{choice.gain(entry), entry};
    if (queue.empty() || !is_worse(gain, queue.top())) {
      choice.add(entry);
    } else {
      queue.push(gain);
    }
  }
}

/// Makes swaps until no entry helps in any place.
void swap_until_settled(Choice& choice, std::span<const std::size_t> candidates) {
  std::size_t failures = 0;
  for (std::size_t i = 0; failures < candidates.size(); i = (i + 1) % candidates.size()) {
    ++failures;
    if (choice.has(candidates[i]) || !choice.try_swap(candidates[i])) continue;
    failures = 0;
  }
}

/// Random numbers, the same everywhere (D. Knuth's MMIX).
class Random {
 public:
  explicit Random(std::size_t seed) : state_(seed) { below(1); }

  std::size_t below(std::size_t limit) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state_ >> 33U) % limit;
  }

 private:
  std::uint64_t state_;
};

/// Swaps a part of the entries, but at least two, for any others: another place to search from.
void shake(Choice& choice, std::span<const std::size_t> candidates, std::size_t kept,
           std::size_t part, std::size_t seed) {
  Random random(seed);
  const std::size_t open = choice.entries().size() - kept;
  for (std::size_t n = std::max<std::size_t>(2, open / part); n > 0; --n) {
    const std::size_t slot = kept + random.below(open);
    const std::size_t entry = candidates[random.below(candidates.size())];
    if (!choice.has(entry)) choice.replace(slot, entry);
  }
}

/// Whether a choice is better than another one, or as good and first in order.
bool is_better(const Choice& a, const Choice& b) {
  const double difference = a.cost() - b.cost();
  if (difference != 0.0) return difference < 0.0;
  const auto sorted = [](std::vector<std::size_t> entries) {
    std::ranges::sort(entries);
    return entries;
  };
  return sorted(a.entries()) < sorted(b.entries());
}

/// Searches from other places, as long as one of them leads to something better now and then.
Choice search_again(Choice best, std::span<const std::size_t> candidates, std::size_t kept,
                    int threads, const Checkpoint& checkpoint) {
  const std::size_t limit = most_failures(candidates.size());
  std::size_t failures = 0;
  for (std::size_t batch = 0; batch < 2 * limit && failures < limit; ++batch) {
    pass(checkpoint);
    std::vector<Choice> choices(batch_size, best);
    parallel_for(batch_size, threads, [&](std::size_t i) {
      shake(choices[i], candidates, kept, batch % 2 == 0 ? 4 : 2, batch * batch_size + i);
      swap_until_settled(choices[i], candidates);
    });
    ++failures;
    for (Choice& choice : choices) {
      if (!is_better(choice, best)) continue;
      best = std::move(choice);
      failures = 0;
    }
  }
  return best;
}

/// The best `count` > 0 of more candidates, with the kept ones.
std::vector<std::size_t> choose(const Points& points, std::span<const Color> palette,
                                std::span<const std::size_t> kept,
                                std::span<const std::size_t> candidates, std::size_t count,
                                int threads, const Checkpoint& checkpoint) {
  if (are_few(candidates.size(), count)) {
    std::vector<std::size_t> chosen = AllSubsets(points, palette, kept, candidates, count).find();
    chosen.insert(chosen.end(), kept.begin(), kept.end());
    return chosen;
  }
  Choice choice(points, palette, kept);
  add_greedily(choice, candidates, kept.size() + count, threads);
  // The best entry for one place is known.
  if (count == 1) return choice.entries();
  swap_until_settled(choice, candidates);
  return search_again(std::move(choice), candidates, kept.size(), threads, checkpoint).entries();
}

void require_valid(const ColorTree& tree, std::span<const Color> palette, std::size_t count,
                   std::span<const std::size_t> kept) {
  if (tree.size() == 0) throw std::invalid_argument("there are no colors to choose entries for");
  if (count == 0) throw std::invalid_argument("at least one entry is chosen");
  const auto is_in_range = [](const Color& color) {
    return std::ranges::all_of(
        color, [](float value) { return std::abs(value) <= ColorTree::largest_coordinate; });
  };
  if (!std::ranges::all_of(palette, is_in_range)) {
    throw std::invalid_argument("an entry of a palette is out of range");
  }
  const std::set<std::size_t> numbers(kept.begin(), kept.end());
  if (kept.size() > count || numbers.size() != kept.size() ||
      (!numbers.empty() && *numbers.rbegin() >= palette.size())) {
    throw std::invalid_argument("kept entries are some of the palette's, no more than are chosen");
  }
}

/// The entries that are not kept, and equal to no kept one and none before them; then the rest.
std::pair<std::vector<std::size_t>, std::vector<std::size_t>> different_entries(
    std::span<const Color> palette, std::span<const std::size_t> kept) {
  std::set<Color> colors;
  std::vector<bool> is_kept(palette.size());
  for (const std::size_t entry : kept) {
    colors.insert(palette[entry]);
    is_kept[entry] = true;
  }
  std::pair<std::vector<std::size_t>, std::vector<std::size_t>> result;
  for (std::size_t entry = 0; entry < palette.size(); ++entry) {
    if (is_kept[entry]) continue;
    (colors.insert(palette[entry]).second ? result.first : result.second).push_back(entry);
  }
  return result;
}

}  // namespace

std::vector<std::size_t> choose_entries(const ColorTree& tree, std::span<const Color> palette,
                                        std::size_t count, std::span<const std::size_t> kept,
                                        int threads, const Checkpoint& checkpoint) {
  require_valid(tree, palette, count, kept);
  std::vector<std::size_t> chosen(kept.begin(), kept.end());
  const auto [candidates, repeated] = different_entries(palette, kept);
  const std::size_t open = std::min(count - kept.size(), candidates.size());
  if (open == candidates.size()) {
    chosen.insert(chosen.end(), candidates.begin(), candidates.end());
  } else if (open > 0) {
    const Points points(bin_colors(tree, enough_bins, widest_bin));
    chosen = choose(points, palette, kept, candidates, open, threads, checkpoint);
  }
  const std::size_t missing = std::min(count - chosen.size(), repeated.size());
  chosen.insert(chosen.end(), repeated.begin(),
                repeated.begin() + static_cast<std::ptrdiff_t>(missing));
  std::ranges::sort(chosen);
  return chosen;
}

}  // namespace color_clusters
