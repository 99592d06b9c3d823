// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color_bins.h"

#include <algorithm>
#include <utility>

namespace color_clusters {
namespace {

/// The smallest box around some colors.
struct Bounds {
  Color low;
  Color high;

  explicit Bounds(const Color& color) : low(color), high(color) {}

  void add(const Color& other_low, const Color& other_high) {
    for (std::size_t c = 0; c < 3; ++c) {
      low[c] = std::min(low[c], other_low[c]);
      high[c] = std::max(high[c], other_high[c]);
    }
  }
  [[nodiscard]] float longest_side() const {
    return std::max({high[0] - low[0], high[1] - low[1], high[2] - low[2]});
  }
};

/// Merges neighbors in the list as long as they fit into a cube.
class Merger {
 public:
  Merger(const Color& first, float side) : bounds_(first), side_(side) {}

  /// Adds neighbors to the present bin if all of them fit; says whether they do.
  bool add_whole(const ColorTree::Node& node) {
    if (!fits(node.low, node.high)) return false;
    bin_.add(node.moments);
    return true;
  }

  /// Adds a color to the present bin, or to a new one if it does not fit.
  void add(const Color& color, double weight) {
    if (!fits(color, color)) {
      end_bin();
      bounds_ = Bounds(color);
    }
    bin_.add(color, weight);
  }

  WeightedColors take() {
    end_bin();
    return std::move(bins_);
  }

 private:
  bool fits(const Color& low, const Color& high) {
    Bounds joined = bounds_;
    joined.add(low, high);
    if (joined.longest_side() > side_) return false;
    bounds_ = joined;
    return true;
  }

  void end_bin() {
    if (bin_.weight == 0.0) return;
    bins_.colors.push_back(bin_.mean());
    bins_.weights.push_back(bin_.weight);
    bin_ = {};
  }

  Bounds bounds_;
  float side_;
  Moments bin_;
  WeightedColors bins_;
};

WeightedColors merge_neighbors(const ColorTree& tree, float side) {
  Merger merger(tree.color(0), side);
  std::size_t i = 0;
  for (const ColorTree::Node& block : tree.blocks()) {
    const std::size_t end = std::min(i + ColorTree::block_size, tree.size());
    if (!merger.add_whole(block)) {
      for (; i < end; ++i) merger.add(tree.color(i), tree.weight(i));
    }
    i = end;
  }
  return merger.take();
}

}  // namespace

WeightedColors bin_colors(const ColorTree& tree, std::size_t enough, float widest) {
  if (tree.size() == 0) return {};
  if (tree.size() <= 2 * enough) return merge_neighbors(tree, 0.0F);

  Bounds bounds(tree.color(0));
  for (const ColorTree::Node& block : tree.blocks()) bounds.add(block.low, block.high);
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
