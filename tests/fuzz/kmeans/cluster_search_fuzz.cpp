// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/kmeans/cluster_search.h"
#include "tests/fuzz/fuzz_options.h"

namespace color_clusters {
namespace {

/// The scatter is a difference of sums of squares.
double rounding(const ColorTree& tree) {
  const std::array<double, 6>& square = tree.total().square;
  return 1e-6 * (square[0] + square[3] + square[5]);
}

double scatter_around(const ColorTree& tree, std::span<const Color> centers) {
  const std::vector<std::uint16_t> nearest = tree.assignments(centers, 1);
  double scatter = 0.0;
  for (std::size_t i = 0; i < tree.size(); ++i) {
    scatter += tree.weight(i) * squared_distance(tree.color(i), centers[nearest[i]]);
  }
  return scatter;
}

void check(const ColorTree& tree, const Partition& partition, std::size_t color_count,
           std::span<const Color> fixed) {
  require(partition.centers.size() == color_count && partition.clusters.size() == color_count);
  require(same_bits(std::span(partition.centers).first(fixed.size()), fixed));
  double weight = 0.0;
  for (const Moments& cluster : partition.clusters) weight += cluster.weight;
  require(std::abs(weight - tree.total().weight) <= 1e-9 * weight);
  // The centers are the means of their clusters, so the colors are not further from them.
  require(partition.scatter >= 0.0);
  for (std::size_t i = 0; i < color_count; ++i) {
    for (const float value : partition.centers[i]) require(std::isfinite(value));
  }
}

void check_equal(const Partition& a, const Partition& b) {
  require(same_bits(a.centers, b.centers) && a.scatter == b.scatter);
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  const int iterations = 1 + input.byte() % 20;
  const double tolerance = input.byte() / 1000.0;
  const auto [options, all] = clustering_input(input);
  if (!is_in_range(all) || all.colors.empty() || !is_valid(options)) return 0;
  const ColorTree tree(all.colors, all.weights, 1);
  const auto color_count = static_cast<std::size_t>(options.color_count);
  const std::size_t fixed_count = options.fixed.size();

  const Partition split = split_centers(tree, options.color_count, 1, options.fixed);
  check(tree, split, color_count, options.fixed);
  check_equal(split, split_centers(tree, options.color_count, 3, options.fixed));
  const Partition found = search_centers(tree, options.color_count, 1, options.fixed);
  check(tree, found, color_count, options.fixed);
  check_equal(found, search_centers(tree, options.color_count, 3, options.fixed));
  require(found.scatter <= split.scatter + rounding(tree));

  // Neither way of settling makes things worse.
  std::vector<Color> start = options.fixed;
  while (start.size() < color_count) start.push_back(tree.color(start.size() * 7 % tree.size()));
  const double before = scatter_around(tree, start);
  const Partition moved = lloyd(tree, start, iterations, tolerance, 1, fixed_count);
  check(tree, moved, color_count, options.fixed);
  check_equal(moved, lloyd(tree, start, iterations, tolerance, 3, fixed_count));
  require(moved.scatter <= before + rounding(tree));
  const Partition settled = settle(tree, start, iterations, tolerance, 1, fixed_count);
  check(tree, settled, color_count, options.fixed);
  check_equal(settled, settle(tree, start, iterations, tolerance, 3, fixed_count));
  require(settled.scatter <= before + rounding(tree));
  return 0;
}
