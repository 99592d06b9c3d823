// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kmeans/color_bins.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/color/morton.h"

namespace color_clusters {
namespace {

/// Colors come in the order of their sRGB values. In another space, neighbors in space can be far
/// apart in the list; merging neighbors in the list then leaves many more bins than a grid has
/// occupied cells. From this ratio on the cells are the bins: the search takes time in proportion
/// to the bins.
constexpr std::size_t crowded = 4;
/// Limits the size of the look-up table of cells.
constexpr float most_cells_per_axis = 64.0F;

/// The bounding box of some colors.
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

/// A grid of cubes.
struct Grid {
  Color origin;
  float side;
  std::uint8_t last_cell;

  Grid(const Bounds& bounds, float cell_side)
      : origin(bounds.low),
        side(cell_side),
        last_cell(static_cast<std::uint8_t>(bounds.longest_side() / cell_side)) {}

  /// Number of cells, some of which are outside the bounds.
  [[nodiscard]] std::size_t size() const {
    return morton_index(last_cell, last_cell, last_cell) + std::size_t{1};
  }
  /// The cell of a color within the bounds, in Morton order.
  [[nodiscard]] std::size_t cell(const Color& color) const {
    std::array<std::uint8_t, 3> cell{};
    for (std::size_t c = 0; c < 3; ++c) {
      cell[c] = std::min(static_cast<std::uint8_t>((color[c] - origin[c]) / side), last_cell);
    }
    return morton_index(cell[0], cell[1], cell[2]);
  }
};

/// How many cells the means of the blocks occupy: about as many as the colors do.
std::size_t count_cells_of_blocks(const ColorTree& tree, const Grid& grid) {
  std::vector<bool> used(grid.size());
  for (const ColorTree::Node& block : tree.blocks()) used[grid.cell(block.moments.mean())] = true;
  return static_cast<std::size_t>(std::ranges::count(used, true));
}

/// Merges the colors in each cell of a grid wherever they stand in the list; the bins come in
/// Morton order.
WeightedColors merge_in_cells(const ColorTree& tree, const Grid& grid) {
  struct Sums {
    double weight = 0.0;
    std::array<double, 3> sum{};
  };
  std::vector<Sums> cells(grid.size());
  for (std::size_t i = 0; i < tree.size(); ++i) {
    const Color color = tree.color(i);
    Sums& sums = cells[grid.cell(color)];
    sums.weight += tree.weight(i);
    for (std::size_t c = 0; c < 3; ++c) {
      sums.sum[c] += tree.weight(i) * static_cast<double>(color[c]);
    }
  }
  WeightedColors bins;
  for (const Sums& cell : cells) {
    if (cell.weight == 0.0) continue;
    const auto mean = [&](std::size_t c) { return static_cast<float>(cell.sum[c] / cell.weight); };
    bins.colors.push_back({mean(0), mean(1), mean(2)});
    bins.weights.push_back(cell.weight);
  }
  return bins;
}

}  // namespace

WeightedColors bin_colors(const ColorTree& tree, std::size_t enough, float widest) {
  if (tree.size() == 0) return {};
  if (tree.size() <= 2 * enough) return merge_neighbors(tree, 0.0F);

  Bounds bounds(tree.color(0));
  for (const ColorTree::Node& block : tree.blocks()) bounds.add(block.low, block.high);
  const float range = bounds.longest_side();
  for (float side = range * widest;; side *= 0.75F) {
    WeightedColors bins = merge_neighbors(tree, side);
    if (bins.colors.size() > crowded * enough && range <= most_cells_per_axis * side) {
      const Grid grid(bounds, side);
      if (bins.colors.size() > crowded * count_cells_of_blocks(tree, grid)) {
        bins = merge_in_cells(tree, grid);
      }
    }
    // Colors that differ by less than this are equal after conversion to another space.
    if (bins.colors.size() >= enough || side <= 1e-8F * range) return bins;
  }
}

}  // namespace color_clusters
