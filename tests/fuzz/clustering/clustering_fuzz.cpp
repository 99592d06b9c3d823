// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

#include "core/clustering/clustering.h"
#include "tests/fuzz/fuzz_options.h"

namespace color_clusters {
namespace {

/// As many as there can be: one for each color that is not fixed, up to the number asked for.
std::size_t expected_centers(const WeightedFuzzColors& all, const ClusteringOptions& options) {
  const auto others = std::ranges::count_if(all.colors, [&](const Color& color) {
    return std::ranges::find(options.fixed, color) == options.fixed.end();
  });
  return std::min(options.fixed.size() + static_cast<std::size_t>(others),
                  static_cast<std::size_t>(options.color_count));
}

/// Shares and inertia by looking at each color.
void check_clustering(const ColorTree& tree, std::span<const Color> centers,
                      std::size_t fixed_count) {
  const Clustering clustering = assign_colors(tree, centers, 1, fixed_count);
  const std::size_t count = clustering.centers.size();
  require(clustering.shares.size() == count && clustering.center_indices.size() == count);
  std::vector<bool> is_known(centers.size());
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t number = clustering.center_indices[i];
    require(number < centers.size() && !is_known[number]);
    is_known[number] = true;
    require(same_bits(std::span(&clustering.centers[i], 1), std::span(&centers[number], 1)));
    require(clustering.shares[i] > 0.0 || (number < fixed_count && clustering.shares[i] == 0.0));
    require(i == 0 || clustering.shares[i] <= clustering.shares[i - 1]);
  }
  for (std::size_t i = 0; i < fixed_count; ++i) require(is_known[i]);
  const double sum = std::reduce(clustering.shares.begin(), clustering.shares.end());
  require(std::abs(sum - 1.0) < 1e-9);

  const std::vector<std::uint16_t> assignments = tree.assignments(centers, 1);
  std::vector<double> weights(centers.size());
  double scatter = 0.0;
  double squares = 0.0;
  for (std::size_t i = 0; i < tree.size(); ++i) {
    weights[assignments[i]] += tree.weight(i);
    scatter += tree.weight(i) * squared_distance(tree.color(i), centers[assignments[i]]);
    squares += tree.weight(i) * squared_distance(tree.color(i), {});
  }
  const double total = tree.total().weight;
  for (std::size_t i = 0; i < count; ++i) {
    require(std::abs(clustering.shares[i] - weights[clustering.center_indices[i]] / total) < 1e-9);
  }
  // It is a difference of sums of squares.
  require(std::abs(clustering.inertia - scatter / total) <= 1e-6 * squares / total);

  const Clustering threaded = assign_colors(tree, centers, 3, fixed_count);
  require(same_bits(threaded.centers, clustering.centers));
  require(threaded.shares == clustering.shares && threaded.inertia == clustering.inertia);
}

/// Plain k-means is never worse than one center for all.
void check_quality(const ColorTree& tree, std::span<const Color> centers) {
  const Color mean = tree.total().mean();
  const double one = assign_colors(tree, std::span(&mean, 1), 1).inertia;
  const double found = assign_colors(tree, centers, 1).inertia;
  double squares = 0.0;
  for (const std::size_t i : {0U, 3U, 5U}) squares += tree.total().square[i];
  require(found <= one + 1e-6 * squares / tree.total().weight);
}

/// Ends early when it is told so, or has come to the same end before.
void check_stop(const ColorTree& tree, ClusteringOptions options, std::span<const Color> centers,
                unsigned calls) {
  options.keep_going = [&] { return calls-- > 0; };
  try {
    require(same_bits(find_centers(tree, options), centers));
  } catch (const ClusteringStopped&) {
    require(calls == std::numeric_limits<unsigned>::max());
  }
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  const unsigned calls = input.byte();
  auto [options, all] = clustering_input(input);
  if (!is_in_range(all)) return 0;
  const ColorTree tree(all.colors, all.weights, 1);
  if (tree.size() == 0 || !is_valid(options)) {
    require(is_refused([&] { find_centers(tree, options); }));
    return 0;
  }

  const std::vector<Color> centers = find_centers(tree, options);
  require(centers.size() == expected_centers(all, options));
  const std::size_t fixed_count = options.fixed.size();
  require(same_bits(std::span(centers).first(fixed_count), options.fixed));
  for (const Color& center : centers) {
    for (const float value : center) require(std::isfinite(value));
  }
  check_clustering(tree, centers, fixed_count);
  if (fixed_count == 0 && options.accents == 0.0) check_quality(tree, centers);
  check_stop(tree, options, centers, calls);
  options.threads = 3;
  require(same_bits(find_centers(tree, options), centers));
  return 0;
}
