// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "core/color.h"

namespace color_clusters {

/// The largest number of clusters: as many as a GIMP indexed image has colors.
inline constexpr int max_clusters = 256;

/// Weighted sums over a set of colors, from which its mean, variance and best split follow.
struct Moments {
  double weight = 0.0;
  /// Σ w x, Σ w y, Σ w z
  std::array<double, 3> sum{};
  /// Σ w xx, Σ w xy, Σ w xz, Σ w yy, Σ w yz, Σ w zz
  std::array<double, 6> square{};

  void add(const Color& color, double color_weight);
  void add(const Moments& other);
  /// Weighted mean; the weight must not be 0.
  [[nodiscard]] Color mean() const;
  /// Weighted sum of the squared distances to the mean.
  [[nodiscard]] double scatter() const;
};

/// Weighted colors in blocks of neighbors, and groups of blocks, each with its bounding box and
/// moments: what is needed to partition all colors by their nearest center without looking at most
/// of them. A center that cannot be nearest anywhere in a box is left out for all that is in it, and
/// a box with one center left is added to its cluster as a whole (the filtering algorithm of Kanungo
/// et al., "An efficient k-means clustering algorithm: analysis and implementation", 2002).
class ColorTree {
 public:
  /// Takes colors, finite, in an order in which neighbors are mostly near in color, with their
  /// weights > 0.
  ColorTree(std::span<const Color> colors, std::span<const double> weights, int threads);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] Color color(std::size_t i) const { return {x_[i], y_[i], z_[i]}; }
  [[nodiscard]] double weight(std::size_t i) const { return weights_[i]; }
  /// Moments of all colors.
  [[nodiscard]] const Moments& total() const { return total_; }

  /// How much of the moments of each cluster is asked for.
  enum class Detail { sums, squares };

  /// Partitions the colors by the nearest of `centers` (1 … max_clusters) and returns the moments of
  /// each cluster; without `Detail::squares` its weight and sum only. The same for any number of
  /// threads.
  [[nodiscard]] std::vector<Moments> partition(std::span<const Color> centers, Detail detail,
                                               int threads) const;

 private:
  struct Node {
    std::array<float, 3> low;
    std::array<float, 3> high;
    Moments moments;
  };
  struct CenterList;

  static Node join(std::span<const Node> nodes);
  static void keep_nearest_somewhere(const Node& box, const CenterList& from, CenterList& to);
  [[nodiscard]] Node block_of(std::size_t block) const;
  template <Detail detail>
  void add_block(std::size_t block, const CenterList& centers, std::span<Moments> clusters) const;
  template <Detail detail>
  void add_group(std::size_t group, const CenterList& centers, std::span<Moments> clusters) const;
  void add_groups(std::size_t begin, std::size_t end, const CenterList& centers,
                  std::span<Moments> clusters) const;
  void add_groups_with_squares(std::size_t begin, std::size_t end, const CenterList& centers,
                               std::span<Moments> clusters) const;

  std::size_t size_;
  /// Coordinates and weights, padded to whole blocks with colors of weight 0.
  std::vector<float> x_, y_, z_;
  std::vector<double> weights_;
  std::vector<Node> blocks_;
  std::vector<Node> groups_;
  Moments total_;
};

}  // namespace color_clusters
