// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kmeans/color_tree.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/base/parallel.h"

namespace color_clusters {
namespace {

constexpr std::size_t least_groups_per_piece = 8;
constexpr std::size_t most_pieces = 32;

/// NaN is out of range.
void require_in_range(const Color& color, double weight) {
  const auto is_small = [](float value) {
    return std::abs(value) <= ColorTree::largest_coordinate;
  };
  if (!(is_small(color[0]) && is_small(color[1]) && is_small(color[2]))) {
    throw std::invalid_argument("a color to cluster is out of range");
  }
  if (!(weight >= ColorTree::least_weight)) {
    throw std::invalid_argument("the weight of a color is too small");
  }
}

}  // namespace

ColorTree::ColorTree(std::span<const Color> colors, std::span<const double> weights, int threads)
    : size_(colors.size()) {
  if (weights.size() != size_) {
    throw std::invalid_argument("there must be as many weights as colors");
  }
  const std::size_t block_count = range_count(size_, block_size);
  x_.resize(block_count * block_size);
  y_.resize(block_count * block_size);
  z_.resize(block_count * block_size);
  weights_.resize(block_count * block_size);
  blocks_.resize(block_count);
  groups_.resize(range_count(block_count, blocks_per_group));

  const std::size_t piece_size = groups_per_piece();
  parallel_ranges(groups_.size(), piece_size, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t group = begin; group < end; ++group) {
      const std::size_t first = group * blocks_per_group;
      const std::size_t last = std::min(first + blocks_per_group, block_count);
      for (std::size_t i = first * block_size; i < last * block_size; ++i) {
        const Color& color = colors[std::min(i, size_ - 1)];
        if (i < size_) require_in_range(color, weights[i]);
        x_[i] = color[0];
        y_[i] = color[1];
        z_[i] = color[2];
        weights_[i] = i < size_ ? weights[i] : 0.0;
      }
      for (std::size_t block = first; block < last; ++block) blocks_[block] = block_of(block);
      groups_[group] = join(std::span(blocks_).subspan(first, last - first));
    }
  });
  for (const Node& group : groups_) total_.add(group.moments);
  if (!(total_.weight <= largest_total_weight)) {
    throw std::invalid_argument("the weights of the colors are too large");
  }
}

std::size_t ColorTree::groups_per_piece() const {
  return std::max(least_groups_per_piece, range_count(groups_.size(), most_pieces));
}

ColorTree::Node ColorTree::block_of(std::size_t block) const {
  const std::size_t first = block * block_size;
  Node node{{x_[first], y_[first], z_[first]}, {x_[first], y_[first], z_[first]}, {}};
  for (std::size_t i = first; i < first + block_size; ++i) {
    const Color color = this->color(i);
    for (std::size_t c = 0; c < 3; ++c) {
      node.low[c] = std::min(node.low[c], color[c]);
      node.high[c] = std::max(node.high[c], color[c]);
    }
    node.moments.add(color, weight(i));
  }
  return node;
}

ColorTree::Node ColorTree::join(std::span<const Node> nodes) {
  Node joined = nodes[0];
  for (const Node& node : nodes.subspan(1)) {
    for (std::size_t c = 0; c < 3; ++c) {
      joined.low[c] = std::min(joined.low[c], node.low[c]);
      joined.high[c] = std::max(joined.high[c], node.high[c]);
    }
    joined.moments.add(node.moments);
  }
  return joined;
}

}  // namespace color_clusters
