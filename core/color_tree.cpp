// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color_tree.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>

#include "core/parallel.h"
#include "core/simd.h"

namespace color_clusters {
namespace {

constexpr std::size_t block_size = lane_count;
constexpr std::size_t blocks_per_group = 16;
/// Work is shared out in pieces of so many groups, whatever the number of threads, and the sums of
/// the pieces are added up in order.
constexpr std::size_t groups_per_piece = 64;

[[gnu::always_inline]] inline FloatLanes load(const float* values) {
  FloatLanes lanes;
  std::memcpy(&lanes, values, sizeof lanes);
  return lanes;
}

template <ColorTree::Detail detail>
[[gnu::always_inline]] inline void add_moments(const Moments& part, Moments& to) {
  to.weight += part.weight;
  for (std::size_t i = 0; i < 3; ++i) to.sum[i] += part.sum[i];
  if constexpr (detail == ColorTree::Detail::squares) {
    for (std::size_t i = 0; i < 6; ++i) to.square[i] += part.square[i];
  }
}

template <ColorTree::Detail detail>
[[gnu::always_inline]] inline void subtract_moments(const Moments& part, Moments& from) {
  from.weight -= part.weight;
  for (std::size_t i = 0; i < 3; ++i) from.sum[i] -= part.sum[i];
  if constexpr (detail == ColorTree::Detail::squares) {
    for (std::size_t i = 0; i < 6; ++i) from.square[i] -= part.square[i];
  }
}

}  // namespace

void Moments::add(const Color& color, double color_weight) {
  const double x = color[0];
  const double y = color[1];
  const double z = color[2];
  weight += color_weight;
  const double wx = color_weight * x;
  const double wy = color_weight * y;
  const double wz = color_weight * z;
  sum[0] += wx;
  sum[1] += wy;
  sum[2] += wz;
  square[0] += wx * x;
  square[1] += wx * y;
  square[2] += wx * z;
  square[3] += wy * y;
  square[4] += wy * z;
  square[5] += wz * z;
}

void Moments::add(const Moments& other) {
  weight += other.weight;
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += other.sum[i];
  for (std::size_t i = 0; i < square.size(); ++i) square[i] += other.square[i];
}

Color Moments::mean() const {
  return {static_cast<float>(sum[0] / weight), static_cast<float>(sum[1] / weight),
          static_cast<float>(sum[2] / weight)};
}

double Moments::scatter() const {
  const double squares = square[0] + square[3] + square[5];
  const double of_mean = (sum[0] * sum[0] + sum[1] * sum[1] + sum[2] * sum[2]) / weight;
  return std::max(squares - of_mean, 0.0);
}

/// Cluster centers that are still in question, with their numbers, padded to whole lanes.
struct ColorTree::CenterList {
  static constexpr std::size_t capacity = max_clusters + lane_count;
  alignas(64) std::array<float, capacity> x, y, z;
  std::array<std::uint16_t, capacity> index;
  std::size_t size = 0;

  CenterList() {}  // NOLINT: leaving the arrays as they are saves most of the time of a small list

  void push(float cx, float cy, float cz, std::uint16_t i) {
    x[size] = cx;
    y[size] = cy;
    z[size] = cz;
    index[size] = i;
    ++size;
  }
  /// Fills the last lanes with the first center, which changes no answer.
  void pad() {
    for (std::size_t i = size; i % lane_count != 0; ++i) {
      x[i] = x[0];
      y[i] = y[0];
      z[i] = z[0];
    }
  }
};

ColorTree::ColorTree(std::span<const Color> colors, std::span<const double> weights, int threads)
    : size_(colors.size()) {
  const std::size_t block_count = (size_ + block_size - 1) / block_size;
  x_.resize(block_count * block_size);
  y_.resize(block_count * block_size);
  z_.resize(block_count * block_size);
  weights_.resize(block_count * block_size);
  blocks_.resize(block_count);
  groups_.resize((block_count + blocks_per_group - 1) / blocks_per_group);

  const std::size_t pieces = (groups_.size() + groups_per_piece - 1) / groups_per_piece;
  parallel_for(pieces, threads, [&](std::size_t piece) {
    const std::size_t first_group = piece * groups_per_piece;
    const std::size_t last_group = std::min(first_group + groups_per_piece, groups_.size());
    for (std::size_t group = first_group; group < last_group; ++group) {
      const std::size_t first = group * blocks_per_group;
      const std::size_t last = std::min(first + blocks_per_group, block_count);
      for (std::size_t i = first * block_size; i < last * block_size; ++i) {
        const Color& color = colors[std::min(i, size_ - 1)];
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
    node.moments.add(color, weights_[i]);
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

/// Leaves out each center c for which the center b nearest to the middle of the box is nearer in
/// all of the box. |p-c|² - |p-b|² is linear in p, so it is least in the corner that lies furthest
/// in the direction c - b.
[[gnu::always_inline]] inline void ColorTree::keep_nearest_somewhere(const Node& box,
                                                                     const CenterList& from,
                                                                     CenterList& to) {
  std::array<float, 3> middle{};
  for (std::size_t c = 0; c < 3; ++c) middle[c] = 0.5F * (box.low[c] + box.high[c]);
  FloatLanes least = FloatLanes{} + std::numeric_limits<float>::infinity();
  IntLanes least_at{};
  for (std::size_t i = 0; i < from.size; i += lane_count) {
    const FloatLanes dx = load(&from.x[i]) - middle[0];
    const FloatLanes dy = load(&from.y[i]) - middle[1];
    const FloatLanes dz = load(&from.z[i]) - middle[2];
    const FloatLanes distance = dx * dx + dy * dy + dz * dz;
    const IntLanes nearer = distance < least;
    least = nearer ? distance : least;
    least_at = nearer ? IntLanes{} + static_cast<std::int32_t>(i) : least_at;
  }
  int best_lane = 0;
  for (int lane = 1; lane < lane_count; ++lane) {
    if (least[lane] < least[best_lane]) best_lane = lane;
  }
  const auto best = static_cast<std::size_t>(least_at[best_lane] + best_lane);
  const float bx = from.x[best];
  const float by = from.y[best];
  const float bz = from.z[best];

  to.size = 0;
  for (std::size_t i = 0; i < from.size; i += lane_count) {
    const FloatLanes cx = load(&from.x[i]);
    const FloatLanes cy = load(&from.y[i]);
    const FloatLanes cz = load(&from.z[i]);
    const FloatLanes ux = cx - bx;
    const FloatLanes uy = cy - by;
    const FloatLanes uz = cz - bz;
    const FloatLanes zero{};
    const FloatLanes corner_x = ux > 0.0F ? zero + box.high[0] : zero + box.low[0];
    const FloatLanes corner_y = uy > 0.0F ? zero + box.high[1] : zero + box.low[1];
    const FloatLanes corner_z = uz > 0.0F ? zero + box.high[2] : zero + box.low[2];
    const FloatLanes difference = ux * (cx + bx - 2.0F * corner_x) +
                                  uy * (cy + by - 2.0F * corner_y) +
                                  uz * (cz + bz - 2.0F * corner_z);
    const IntLanes kept = difference <= 0.0F;
    std::uint64_t words[2];
    flag_bytes(kept, words);
    for (std::size_t half = 0; half < 2; ++half) {
      for (std::uint64_t word = words[half]; word != 0; word &= word - 1) {
        const std::size_t at =
            i + 8 * half + static_cast<std::size_t>(std::countr_zero(word)) / 8;
        if (at < from.size) to.push(from.x[at], from.y[at], from.z[at], from.index[at]);
      }
    }
  }
  to.pad();
}

template <ColorTree::Detail detail>
[[gnu::always_inline]] inline void ColorTree::add_block(std::size_t block,
                                                        const CenterList& centers,
                                                        std::span<Moments> clusters) const {
  const std::size_t first = block * block_size;
  const FloatLanes x = load(&x_[first]);
  const FloatLanes y = load(&y_[first]);
  const FloatLanes z = load(&z_[first]);
  FloatLanes least = FloatLanes{} + std::numeric_limits<float>::infinity();
  IntLanes nearest{};
  for (std::size_t i = 0; i < centers.size; ++i) {
    const FloatLanes dx = x - centers.x[i];
    const FloatLanes dy = y - centers.y[i];
    const FloatLanes dz = z - centers.z[i];
    const FloatLanes distance = dx * dx + dy * dy + dz * dz;
    const IntLanes nearer = distance < least;
    least = nearer ? distance : least;
    nearest = nearer ? IntLanes{} + static_cast<std::int32_t>(i) : nearest;
  }

  // Adding color by color would make each sum wait for the one before.
  DoubleLanes weight;
  std::memcpy(&weight, &weights_[first], sizeof weight);
  const DoubleLanes wide_x = __builtin_convertvector(x, DoubleLanes);
  const DoubleLanes wide_y = __builtin_convertvector(y, DoubleLanes);
  const DoubleLanes wide_z = __builtin_convertvector(z, DoubleLanes);
  Moments rest = blocks_[block].moments;
  std::size_t missing = lane_count;
  for (std::size_t i = 0; missing > 0; ++i) {
    const IntLanes own = nearest == static_cast<std::int32_t>(i);
    std::uint64_t words[2];
    flag_bytes(own, words);
    const auto count = static_cast<std::size_t>(std::popcount(words[0]) + std::popcount(words[1]));
    if (count == 0) continue;
    missing -= count;
    if (missing == 0) {
      add_moments<detail>(rest, clusters[centers.index[i]]);
      return;
    }
    const LongLanes mask = __builtin_convertvector(own, LongLanes);
    const DoubleLanes w = mask ? weight : DoubleLanes{};
    const DoubleLanes wx = w * wide_x;
    const DoubleLanes wy = w * wide_y;
    const DoubleLanes wz = w * wide_z;
    Moments part;
    part.weight = sum_of(w);
    part.sum = {sum_of(wx), sum_of(wy), sum_of(wz)};
    if constexpr (detail == Detail::squares) {
      part.square = {sum_of(wx * wide_x), sum_of(wx * wide_y), sum_of(wx * wide_z),
                     sum_of(wy * wide_y), sum_of(wy * wide_z), sum_of(wz * wide_z)};
    }
    add_moments<detail>(part, clusters[centers.index[i]]);
    subtract_moments<detail>(part, rest);
  }
}

template <ColorTree::Detail detail>
[[gnu::always_inline]] inline void ColorTree::add_group(std::size_t group,
                                                        const CenterList& centers,
                                                        std::span<Moments> clusters) const {
  CenterList in_group;
  keep_nearest_somewhere(groups_[group], centers, in_group);
  if (in_group.size == 1) {
    add_moments<detail>(groups_[group].moments, clusters[in_group.index[0]]);
    return;
  }
  const std::size_t first = group * blocks_per_group;
  const std::size_t last = std::min(first + blocks_per_group, blocks_.size());
  CenterList in_block;
  for (std::size_t block = first; block < last; ++block) {
    keep_nearest_somewhere(blocks_[block], in_group, in_block);
    if (in_block.size == 1) {
      add_moments<detail>(blocks_[block].moments, clusters[in_block.index[0]]);
    } else {
      add_block<detail>(block, in_block, clusters);
    }
  }
}

COLOR_CLUSTERS_MULTIVERSION
void ColorTree::add_groups(std::size_t begin, std::size_t end, const CenterList& centers,
                           std::span<Moments> clusters) const {
  for (std::size_t group = begin; group < end; ++group) {
    add_group<Detail::sums>(group, centers, clusters);
  }
}

COLOR_CLUSTERS_MULTIVERSION
void ColorTree::add_groups_with_squares(std::size_t begin, std::size_t end,
                                        const CenterList& centers,
                                        std::span<Moments> clusters) const {
  for (std::size_t group = begin; group < end; ++group) {
    add_group<Detail::squares>(group, centers, clusters);
  }
}

std::vector<Moments> ColorTree::partition(std::span<const Color> centers, Detail detail,
                                          int threads) const {
  CenterList all;
  for (std::size_t i = 0; i < centers.size(); ++i) {
    all.push(centers[i][0], centers[i][1], centers[i][2], static_cast<std::uint16_t>(i));
  }
  all.pad();

  const std::size_t pieces = (groups_.size() + groups_per_piece - 1) / groups_per_piece;
  std::vector<Moments> partial(pieces * centers.size());
  parallel_for(pieces, threads, [&](std::size_t piece) {
    const std::size_t begin = piece * groups_per_piece;
    const std::size_t end = std::min(begin + groups_per_piece, groups_.size());
    const std::span<Moments> clusters =
        std::span(partial).subspan(piece * centers.size(), centers.size());
    if (detail == Detail::squares) {
      add_groups_with_squares(begin, end, all, clusters);
    } else {
      add_groups(begin, end, all, clusters);
    }
  });

  partial.resize(pieces * centers.size());
  for (std::size_t piece = 1; piece < pieces; ++piece) {
    for (std::size_t i = 0; i < centers.size(); ++i) {
      partial[i].add(partial[piece * centers.size() + i]);
    }
  }
  partial.resize(centers.size());
  return partial;
}

}  // namespace color_clusters
