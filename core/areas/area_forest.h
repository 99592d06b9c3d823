// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "core/areas/cluster_map.h"
#include "core/areas/corners.h"
#include "core/areas/disjoint_sets.h"
#include "core/base/large_arrays.h"

namespace color_clusters {

/// The areas of a map as union-find sets of pixels with sizes, and for each a circular list of its
/// pixels.
class AreaForest {
 public:
  explicit AreaForest(std::size_t pixels) : links_(pixels), next_(pixels) {}

  /// Finds the areas of the pixels begin … end - 1, which are whole rows, as if there were no
  /// others; see Corners for `joins_corners`.
  void build(const ClusterMap& map, std::uint32_t begin, std::uint32_t end, bool joins_corners) {
    link(map, begin, end, joins_corners);
    for (std::uint32_t i = begin; i < end; ++i) add_to_ring(i);
  }

  [[nodiscard]] bool is_root(std::uint32_t i) const { return (links_[i] & root_flag) != 0; }

  /// The root of the area of pixel `i`: the pixel that represents it.
  std::uint32_t root(std::uint32_t i) {
    while (!is_root(i)) {
      const std::uint32_t parent = links_[i];
      if (is_root(parent)) return parent;
      links_[i] = links_[parent];
      i = links_[parent];
    }
    return i;
  }

  /// The number of pixels of the area with this root.
  [[nodiscard]] std::uint32_t size(std::uint32_t root) const { return links_[root] & ~root_flag; }

  /// The next pixel of the same area; after the last comes the first.
  [[nodiscard]] std::uint32_t next(std::uint32_t i) const { return next_[i]; }

  /// Makes one area of two with different roots; returns its root.
  std::uint32_t join(std::uint32_t a, std::uint32_t b) {
    if (size(a) < size(b) || (size(a) == size(b) && b < a)) std::swap(a, b);
    links_[a] += size(b);
    links_[b] = a;
    std::swap(next_[a], next_[b]);
    return a;
  }

 private:
  static constexpr std::uint32_t root_flag = 0x80000000;

  /// Makes `links_` the parents of a forest with one tree per area. (Decision tree after K. Wu,
  /// E. Otoo and K. Suzuki, "Optimizing two-pass connected-component labeling algorithms", 2009.)
  void link(const ClusterMap& map, std::uint32_t begin, std::uint32_t end, bool joins_corners) {
    const auto width = static_cast<std::uint32_t>(map.width);
    const std::uint16_t* const clusters = map.clusters.data();
    const Corners corners(map, begin / width, end / width, joins_corners);
    std::uint32_t* const parents = &links_[0];
    for (std::uint32_t row = begin; row < end; row += width) {
      for (std::uint32_t x = 0; x < width; ++x) {
        const std::uint32_t i = row + x;
        const bool left = x > 0 && clusters[i - 1] == clusters[i];
        const bool up = row > begin && clusters[i - width] == clusters[i];
        if (left && up && clusters[i - width - 1] != clusters[i]) {
          parents[i] = unite(parents, i - width, i - 1);
        } else if (left) {
          parents[i] = parents[i - 1];
        } else {
          parents[i] = up ? parents[i - width] : i;
        }
        if (up || row == begin) continue;
        const MapPixel pixel{x, row / width};
        if (x > 0 && corners.linked(pixel, {x - 1, pixel.y - 1})) {
          unite(parents, i - width - 1, i);
        }
        if (x + 1 < width && corners.linked(pixel, {x + 1, pixel.y - 1})) {
          unite(parents, i - width + 1, i);
        }
      }
    }
  }

  /// Parents come first, so they already are roots or lead to one directly.
  void add_to_ring(std::uint32_t i) {
    const std::uint32_t parent = links_[i];
    if (parent == i) {
      links_[i] = root_flag | 1U;
      next_[i] = i;
      return;
    }
    const std::uint32_t root = is_root(parent) ? parent : links_[parent];
    links_[i] = root;
    ++links_[root];
    next_[i] = next_[root];
    next_[root] = i;
  }

  /// For a root, `root_flag` and the size of its area; for another pixel, its parent or an
  /// ancestor.
  ZeroedArray<std::uint32_t> links_;
  ZeroedArray<std::uint32_t> next_;
};

}  // namespace color_clusters
