// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/large_arrays.h"
#include "core/color/color.h"
#include "core/kmeans/moments.h"

namespace color_clusters {

/// The largest number of clusters: as many as a GIMP indexed image has colors.
inline constexpr int max_clusters = 256;

/// Weighted colors in blocks of neighbors, and groups of blocks, each with its bounding box and
/// moments: a bounding volume hierarchy of two levels that partitions all colors by their nearest
/// center without visiting most of them. A center that cannot be nearest anywhere in a box is
/// pruned for all that is in it, and a box with one candidate left is added to its cluster as a
/// whole (the filtering algorithm of Kanungo et al., "An efficient k-means clustering algorithm:
/// analysis and implementation", 2002).
class ColorTree {
 public:
  /// Some colors that are neighbors.
  struct Node {
    /// Their bounding box.
    Color low;
    Color high;
    Moments moments;
  };
  static constexpr std::size_t block_size = 16;
  /// Within these limits, no product that is needed overflows its type.
  static constexpr float largest_coordinate = 1e15F;
  static constexpr double least_weight = 1e-100;
  static constexpr double largest_total_weight = 1e100;

  /// Takes colors, in an order in which neighbors are mostly near in color, with their weights.
  /// Throws std::invalid_argument if there are not as many of one as of the other, a coordinate is
  /// not within ± largest_coordinate, a weight is below the least or all together are above the
  /// largest.
  ColorTree(std::span<const Color> colors, std::span<const double> weights, int threads);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] Color color(std::size_t i) const { return {x_[i], y_[i], z_[i]}; }
  [[nodiscard]] double weight(std::size_t i) const { return weights_[i]; }
  /// Moments of all colors.
  [[nodiscard]] const Moments& total() const { return total_; }
  /// The colors in their order, `block_size` in each but the last.
  [[nodiscard]] std::span<const Node> blocks() const { return blocks_; }

  /// Which moments of each cluster are computed.
  enum class Detail { sums, squares };

  /// What decides ties and near ties: the rule of NearestColor, or, while centers are still being
  /// moved, rounding, which is faster.
  enum class Ties { by_rule, either };

  /// Partitions the colors by the nearest of `centers` (1 … 65535, finite; throws
  /// std::invalid_argument otherwise), and returns the moments of each cluster; without
  /// `Detail::squares` its weight and sum only. The same for any number of threads. More than
  /// max_clusters centers, which only given palettes have, take longer.
  [[nodiscard]] std::vector<Moments> partition(std::span<const Color> centers, Detail detail,
                                               int threads, Ties ties = Ties::by_rule) const;

  /// For each color the index of its cluster in that partition, ties by the rule.
  [[nodiscard]] std::vector<std::uint16_t> assignments(std::span<const Color> centers,
                                                       int threads) const;

 private:
  static constexpr std::size_t blocks_per_group = 16;
  static constexpr std::size_t colors_per_group = block_size * blocks_per_group;

  template <int width, Ties ties>
  class Partitioner;
  struct Piece;
  /// Adds the colors of some groups to the clusters of their nearest centers.
  using AddGroups = void(const Piece& piece);

  static Node join(std::span<const Node> nodes);
  [[nodiscard]] Node block_of(std::size_t block) const;
  /// Work is divided into pieces of this many groups, whatever the number of threads, and the sums
  /// of the pieces are added up in order.
  [[nodiscard]] std::size_t groups_per_piece() const;
  [[nodiscard]] std::size_t end_of(std::size_t first, std::size_t count) const {
    return std::min(first + count, size_);
  }

  static AddGroups add_groups;
  static AddGroups add_groups_avx2;
  static AddGroups* best_add_groups();
  /// The same for up to max_clusters centers; fills `assignments` too, unless it is null.
  std::vector<Moments> partition_few(std::span<const Color> centers, Detail detail,
                                     std::uint16_t* assignments, int threads, Ties ties) const;
  [[nodiscard]] std::vector<std::uint16_t> assignments_to_many(std::span<const Color> centers,
                                                               int threads) const;

  std::size_t size_;
  /// Coordinates, padded to whole blocks.
  LargeVector<float> x_, y_, z_;
  /// 0 for padding.
  LargeVector<double> weights_;
  LargeVector<Node> blocks_;
  LargeVector<Node> groups_;
  Moments total_;
};

}  // namespace color_clusters
