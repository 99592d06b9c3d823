// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color_bins.h"

#include <algorithm>

namespace color_clusters {
namespace {

/// The smallest box around some colors.
struct Bounds {
  Color low;
  Color high;

  explicit Bounds(const Color& color) : low(color), high(color) {}

  void add(const Color& color) {
    for (std::size_t c = 0; c < 3; ++c) {
      low[c] = std::min(low[c], color[c]);
      high[c] = std::max(high[c], color[c]);
    }
  }
  [[nodiscard]] float longest_side() const {
    return std::max({high[0] - low[0], high[1] - low[1], high[2] - low[2]});
  }
};

void push(WeightedColors& bins, const Moments& bin) {
  bins.colors.push_back(bin.mean());
  bins.weights.push_back(bin.weight);
}

/// Merges neighbors in the list as long as they fit into a cube of the given side.
WeightedColors merge_neighbors(const ColorTree& tree, float side) {
  WeightedColors bins;
  Moments bin;
  Bounds bounds(tree.color(0));
  for (std::size_t i = 0; i < tree.size(); ++i) {
    const Color color = tree.color(i);
    bounds.add(color);
    if (bounds.longest_side() > side && bin.weight > 0.0) {
      push(bins, bin);
      bin = {};
      bounds = Bounds(color);
    }
    bin.add(color, tree.weight(i));
  }
  push(bins, bin);
  return bins;
}

}  // namespace

WeightedColors bin_colors(const ColorTree& tree, std::size_t enough, float widest) {
  if (tree.size() == 0) return {};
  if (tree.size() <= 2 * enough) return merge_neighbors(tree, 0.0F);

  Bounds bounds(tree.color(0));
  for (std::size_t i = 1; i < tree.size(); ++i) bounds.add(tree.color(i));
  const float range = bounds.longest_side();
  float side = range * widest;
  WeightedColors bins = merge_neighbors(tree, side);
  // Colors that differ by less than this are equal after conversion to another space.
  while (bins.colors.size() < enough && side > 1e-8F * range) {
    side *= 0.75F;
    bins = merge_neighbors(tree, side);
  }
  return bins;
}

}  // namespace color_clusters
