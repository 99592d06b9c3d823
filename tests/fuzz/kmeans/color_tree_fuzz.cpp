// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "core/clustering/representative.h"
#include "core/kmeans/color_bins.h"
#include "core/kmeans/color_tree.h"
#include "tests/fuzz/fuzz_colors.h"

namespace color_clusters {
namespace {

bool is_near(double a, double b, double scale) { return std::abs(a - b) <= 1e-9 * scale; }

void check_colors(const ColorTree& tree, const WeightedFuzzColors& all) {
  require(tree.size() == all.colors.size());
  double weight = 0.0;
  for (std::size_t i = 0; i < tree.size(); ++i) {
    require(tree.color(i) == all.colors[i] && tree.weight(i) == all.weights[i]);
    const ColorTree::Node& block = tree.blocks()[i / ColorTree::block_size];
    for (std::size_t c = 0; c < 3; ++c) {
      require(block.low[c] <= all.colors[i][c] && all.colors[i][c] <= block.high[c]);
    }
    weight += all.weights[i];
  }
  require(is_near(tree.total().weight, weight, weight));
}

/// Each cluster's is one of its colors, and none with more weight is about as near to the center.
void check_nearest_members(const ColorTree& tree, std::span<const Color> centers,
                           std::span<const std::uint16_t> assignments) {
  const std::vector<std::size_t> members = nearest_members(tree, centers, 3);
  const auto distance = [&](std::size_t i) {
    return std::sqrt(squared_distance(tree.color(i), centers[assignments[i]]));
  };
  std::vector<double> least(centers.size(), std::numeric_limits<double>::infinity());
  std::vector<double> squares(centers.size());
  std::vector<double> weights(centers.size());
  for (std::size_t i = 0; i < tree.size(); ++i) {
    const std::uint16_t cluster = assignments[i];
    least[cluster] = std::min(least[cluster], distance(i));
    squares[cluster] += tree.weight(i) * distance(i) * distance(i);
    weights[cluster] += tree.weight(i);
  }
  std::vector<double> farthest(centers.size());
  for (std::size_t cluster = 0; cluster < centers.size(); ++cluster) {
    const std::size_t member = members[cluster];
    if (weights[cluster] == 0.0) {
      require(member == 0);
      continue;
    }
    farthest[cluster] = least[cluster] + 0.5 * std::sqrt(squares[cluster] / weights[cluster]);
    require(assignments[member] == cluster);
    require(distance(member) <= farthest[cluster] * 1.000001);
  }
  for (std::size_t i = 0; i < tree.size(); ++i) {
    const std::uint16_t cluster = assignments[i];
    if (distance(i) > farthest[cluster] * 0.999999) continue;
    require(tree.weight(i) <= tree.weight(members[cluster]));
  }
}

/// Each color has the nearest center, and each cluster has the moments of its colors.
void check_partition(const ColorTree& tree, std::span<const Color> centers) {
  const std::vector<std::uint16_t> assignments = tree.assignments(centers, 1);
  const std::vector<Moments> clusters = tree.partition(centers, ColorTree::Detail::squares, 1);
  require(assignments.size() == tree.size() && clusters.size() == centers.size());
  std::vector<Color> colors(tree.size());
  for (std::size_t i = 0; i < tree.size(); ++i) colors[i] = tree.color(i);
  const double slack = rounding_of_distances(colors, centers);
  std::vector<Moments> sums(centers.size());
  for (std::size_t i = 0; i < tree.size(); ++i) {
    sums[assignments[i]].add(colors[i], tree.weight(i));
    if (i >= 512) continue;
    double least = std::numeric_limits<double>::infinity();
    for (const Color& center : centers) {
      least = std::min(least, squared_distance(center, colors[i]));
    }
    require(squared_distance(centers[assignments[i]], colors[i]) <= least + slack);
  }
  const double weight = tree.total().weight;
  double largest = 0.0;
  for (const Color& color : colors) {
    for (const float value : color) largest = std::max(largest, std::abs(double{value}));
  }
  for (std::size_t i = 0; i < centers.size(); ++i) {
    require(is_near(clusters[i].weight, sums[i].weight, weight));
    for (std::size_t c = 0; c < 3; ++c) {
      require(is_near(clusters[i].sum[c], sums[i].sum[c], weight * largest));
    }
    for (std::size_t c = 0; c < 6; ++c) {
      require(is_near(clusters[i].square[c], sums[i].square[c], weight * largest * largest));
    }
  }

  const std::vector<Moments> threaded = tree.partition(centers, ColorTree::Detail::sums, 3);
  for (std::size_t i = 0; i < centers.size(); ++i) {
    require(threaded[i].weight == clusters[i].weight && threaded[i].sum == clusters[i].sum);
  }
  require(tree.assignments(centers, 3) == assignments);

  check_nearest_members(tree, centers, assignments);

  const ToSrgb as_it_is = [](std::span<Color>) {};
  const std::vector<std::size_t> vivid = vivid_members(tree, centers, as_it_is, 3);
  for (std::size_t i = 0; i < centers.size(); ++i) {
    require(sums[i].weight == 0.0 ? vivid[i] == 0 : assignments[vivid[i]] == i);
  }
}

void check_bins(const ColorTree& tree, std::size_t enough, float widest) {
  const WeightedColors bins = bin_colors(tree, enough, widest);
  require(bins.colors.size() == bins.weights.size() && bins.colors.size() <= tree.size());
  require(bins.colors.empty() == (tree.size() == 0));
  Moments all;
  double largest = 0.0;
  for (std::size_t i = 0; i < bins.colors.size(); ++i) {
    require(bins.weights[i] > 0.0);
    all.add(bins.colors[i], bins.weights[i]);
    for (const float value : bins.colors[i]) largest = std::max(largest, std::abs(double{value}));
  }
  const Moments& total = tree.total();
  require(is_near(all.weight, total.weight, total.weight));
  for (std::size_t c = 0; c < 3; ++c) {
    require(std::abs(all.sum[c] - total.sum[c]) <= 1e-6 * total.weight * largest);
  }
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  // More than max_clusters come from palettes.
  const unsigned count = input.byte() % 32U == 0 ? 200U + input.byte() : input.byte() % 40U;
  const std::size_t enough = 1U + input.byte();
  const float widest = static_cast<float>(1 + input.byte()) / 256.0F;
  const unsigned wrong = input.byte();
  const unsigned seed = input.byte();
  const WeightedFuzzColors all = weighted_colors(input, true);
  if (!is_in_range(all)) {
    require(is_refused([&] { ColorTree(all.colors, all.weights, 3); }));
    return 0;
  }
  const ColorTree tree(all.colors, all.weights, 3);
  check_colors(tree, all);
  check_bins(tree, enough, widest);

  // Colors, and points between two.
  std::vector<Color> centers(count);
  for (std::size_t i = 0; i < count && tree.size() > 0; ++i) {
    centers[i] = tree.color(i * (seed + 1U) % tree.size());
    if (i % 3 == 2) centers[i][i % 2] = centers[i - 1][i % 2];
  }
  if (wrong >= 250U && count > 0) {
    centers[wrong % count][seed % 3U] = std::numeric_limits<float>::infinity();
  }
  if (count == 0 || wrong >= 250U) {
    require(is_refused([&] { (void)tree.assignments(centers, 1); }));
    require(is_refused([&] { (void)tree.partition(centers, ColorTree::Detail::sums, 1); }));
    return 0;
  }
  check_partition(tree, centers);
  return 0;
}
