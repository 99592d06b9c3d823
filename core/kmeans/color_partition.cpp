// SPDX-License-Identifier: GPL-3.0-or-later
// How a ColorTree partitions its colors.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <stdexcept>

#include "core/base/parallel.h"
#include "core/base/simd.h"
#include "core/color/nearest_color.h"
#include "core/kmeans/center_list.h"
#include "core/kmeans/color_tree.h"

namespace color_clusters {
namespace {

void require_centers(std::span<const Color> centers) {
  if (centers.empty() || centers.size() > std::numeric_limits<std::uint16_t>::max() ||
      !std::ranges::all_of(centers, is_finite)) {
    throw std::invalid_argument("there must be 1 to 65535 centers, all finite");
  }
}

}  // namespace

/// A part of the work of `partition`.
struct ColorTree::Piece {
  const ColorTree& tree;
  std::size_t first_group;
  std::size_t last_group;
  const CenterList& centers;
  Detail detail;
  std::span<Moments> clusters;
  /// Where the cluster of each color of the tree goes, or null.
  std::uint16_t* assignments;
  Ties ties;
};

/// The inner loops of `partition`, for registers of `width` floats.
template <int width, ColorTree::Ties ties>
class ColorTree::Partitioner {
 public:
  [[gnu::always_inline]] explicit Partitioner(const Piece& piece)
      : tree_(piece.tree),
        detail_(piece.detail),
        clusters_(piece.clusters),
        assignments_(piece.assignments) {
    for (auto& sums : sums_) std::fill_n(sums.begin(), clusters_.size(), Doubles{});
  }

  [[gnu::always_inline]] void run(const Piece& piece) {
    for (std::size_t group = piece.first_group; group < piece.last_group; ++group) {
      add_group(group, piece.centers);
    }
    for (std::size_t i = 0; i < clusters_.size(); ++i) {
      const Doubles sum = sums_[0][i] + sums_[1][i];
      clusters_[i].weight = sum[0];
      clusters_[i].sum = {sum[1], sum[2], sum[3]};
    }
  }

 private:
  using Floats = typename Simd<width>::Float;
  using Ints = typename Simd<width>::Int;
  using Doubles = WideSimd<4>::Double;
  static constexpr std::size_t step = width;

  /// Positions in a list of centers.
  struct Places {
    std::array<std::uint16_t, max_clusters> at;
    std::size_t size = 0;

    // As in CenterList. cppcheck-suppress uninitMemberVar
    Places() {}  // NOLINT
  };

  [[gnu::always_inline]] void add_group(std::size_t group, const CenterList& centers) {
    CenterList in_group;
    for_each_near<width, ties == Ties::by_rule>(
        tree_.groups_[group], centers, [&](std::size_t at) { in_group.push(centers, at); });
    if (in_group.size == 1) {
      add(tree_.groups_[group].moments, in_group.index[0]);
      assign_all(group * colors_per_group, colors_per_group, in_group.index[0]);
      return;
    }
    in_group.pad(step);
    const std::size_t first = group * blocks_per_group;
    const std::size_t last = std::min(first + blocks_per_group, tree_.blocks_.size());
    for (std::size_t block = first; block < last; ++block) {
      Places in_block;
      for_each_near<width, ties == Ties::by_rule>(
          tree_.blocks_[block], in_group,
          [&](std::size_t at) { in_block.at[in_block.size++] = static_cast<std::uint16_t>(at); });
      if (in_block.size == 1) {
        const std::uint16_t cluster = in_group.index[in_block.at[0]];
        add(tree_.blocks_[block].moments, cluster);
        assign_all(block * block_size, block_size, cluster);
      } else {
        add_block(block * block_size, in_group, in_block);
      }
    }
  }

  /// Adds the colors of the block that starts at `first` to the clusters of some of the centers.
  [[gnu::always_inline]] void add_block(std::size_t first, const CenterList& centers,
                                        const Places& places) {
    alignas(64) std::array<std::int32_t, block_size> nearest;
    // Two registers at a time: their instructions do not depend on each other.
    for (std::size_t offset = 0; offset < block_size; offset += 2 * step) {
      std::array<NearestOfEach, 2> colors{NearestOfEach(tree_, first + offset),
                                          NearestOfEach(tree_, first + offset + step)};
      for (std::size_t i = 0; i < places.size; ++i) {
        for (NearestOfEach& lanes : colors) lanes.compare(centers, places.at[i]);
      }
      for (std::size_t i = 0; i < colors.size(); ++i) {
        std::int32_t* const indices = &nearest[offset + i * step];
        std::memcpy(indices, &colors[i].index, sizeof colors[i].index);
        if constexpr (ties == Ties::either) continue;
        for_each_set(colors[i].unclear(), [&](std::size_t lane) {
          indices[lane] =
              nearest_by_rule(tree_.color(first + offset + i * step + lane), centers, places);
        });
      }
    }
    for (std::size_t i = 0; i < block_size; i += 4) add_colors(first + i, &nearest[i]);
    for (std::size_t i = first; assignments_ != nullptr && i < tree_.end_of(first, block_size);
         ++i) {
      assignments_[i] = static_cast<std::uint16_t>(nearest[i - first]);
    }
    if (detail_ == Detail::squares) {
      for (std::size_t i = 0; i < block_size; ++i) {
        Moments color;
        color.add(tree_.color(first + i), tree_.weight(first + i));
        add_squares(color, static_cast<std::size_t>(nearest[i]));
      }
    }
  }

  /// The nearest of some of the centers, in double, where floats leave it open: see NearestColor.
  static std::int32_t nearest_by_rule(const Color& color, const CenterList& centers,
                                      const Places& places) {
    double least = std::numeric_limits<double>::infinity();
    std::int32_t nearest = 0;
    for (std::size_t i = 0; i < places.size; ++i) {
      const std::size_t at = places.at[i];
      const double distance =
          squared_distance(color, {centers.x[at], centers.y[at], centers.z[at]});
      if (distance < least) {
        least = distance;
        nearest = centers.index[at];
      }
    }
    return nearest;
  }

  /// The nearest center of each color in a register, of those compared so far.
  struct NearestOfEach {
    Floats x, y, z;
    Floats distance = Floats{} + std::numeric_limits<float>::infinity();
    /// That of the second nearest.
    Floats second = Floats{} + std::numeric_limits<float>::infinity();
    Ints index{};

    [[gnu::always_inline]] NearestOfEach(const ColorTree& tree, std::size_t first)
        : x(load<Floats>(&tree.x_[first])),
          y(load<Floats>(&tree.y_[first])),
          z(load<Floats>(&tree.z_[first])) {}

    [[gnu::always_inline]] void compare(const CenterList& centers, std::size_t at) {
      const Floats dx = x - centers.x[at];
      const Floats dy = y - centers.y[at];
      const Floats dz = z - centers.z[at];
      const Floats to_center = dx * dx + dy * dy + dz * dz;
      const Ints nearer = to_center < distance;
      if constexpr (ties == Ties::by_rule) {
        const Floats farther = nearer ? distance : to_center;
        second = farther < second ? farther : second;
      }
      distance = nearer ? to_center : distance;
      index = nearer ? Ints{} + static_cast<std::int32_t>(centers.index[at]) : index;
    }

    /// Lanes in which the two nearest centers tie up to rounding. A sum of squares has no
    /// cancellation: its error is at most five roundings, and underflow.
    [[gnu::always_inline]] [[nodiscard]] Ints unclear() const {
      return second <= distance * (1.0F + 0x1p-20F) + underflow;
    }
  };

  /// Adds the weights and weighted coordinates of four colors to their clusters.
  [[gnu::always_inline]] void add_colors(std::size_t first, const std::int32_t* clusters) {
    const auto weight = load<Doubles>(&tree_.weights_[first]);
    const Doubles x = weight * four_of(tree_.x_, first);
    const Doubles y = weight * four_of(tree_.y_, first);
    const Doubles z = weight * four_of(tree_.z_, first);
    const Doubles weight_x_even = __builtin_shufflevector(weight, x, 0, 4, 2, 6);
    const Doubles weight_x_odd = __builtin_shufflevector(weight, x, 1, 5, 3, 7);
    const Doubles y_z_even = __builtin_shufflevector(y, z, 0, 4, 2, 6);
    const Doubles y_z_odd = __builtin_shufflevector(y, z, 1, 5, 3, 7);
    sums_[0][at(clusters[0])] += __builtin_shufflevector(weight_x_even, y_z_even, 0, 1, 4, 5);
    sums_[1][at(clusters[1])] += __builtin_shufflevector(weight_x_odd, y_z_odd, 0, 1, 4, 5);
    sums_[0][at(clusters[2])] += __builtin_shufflevector(weight_x_even, y_z_even, 2, 3, 6, 7);
    sums_[1][at(clusters[3])] += __builtin_shufflevector(weight_x_odd, y_z_odd, 2, 3, 6, 7);
  }

  [[gnu::always_inline]] static Doubles four_of(const LargeVector<float>& values,
                                                std::size_t first) {
    using Floats4 = float __attribute__((vector_size(16)));
    return __builtin_convertvector(load<Floats4>(&values[first]), Doubles);
  }

  static std::size_t at(std::int32_t cluster) { return static_cast<std::size_t>(cluster); }

  [[gnu::always_inline]] void add(const Moments& part, std::size_t cluster) {
    sums_[0][cluster] += Doubles{part.weight, part.sum[0], part.sum[1], part.sum[2]};
    if (detail_ == Detail::squares) add_squares(part, cluster);
  }

  [[gnu::always_inline]] void add_squares(const Moments& part, std::size_t cluster) {
    for (std::size_t i = 0; i < part.square.size(); ++i) {
      clusters_[cluster].square[i] += part.square[i];
    }
  }

  [[gnu::always_inline]] void assign_all(std::size_t first, std::size_t count,
                                         std::uint16_t cluster) {
    if (assignments_ == nullptr) return;
    std::fill(assignments_ + first, assignments_ + tree_.end_of(first, count), cluster);
  }

  const ColorTree& tree_;
  Detail detail_;
  std::span<Moments> clusters_;
  std::uint16_t* assignments_;
  /// Weights and sums. Neighbors mostly go to the same cluster; two accumulators for each hide the
  /// latency of an addition.
  std::array<std::array<Doubles, max_clusters>, 2> sums_;
};

void ColorTree::add_groups(const Piece& piece) {
  if (piece.ties == Ties::by_rule) {
    Partitioner<4, Ties::by_rule>(piece).run(piece);
  } else {
    Partitioner<4, Ties::either>(piece).run(piece);
  }
}

#ifdef COLOR_CLUSTERS_HAVE_AVX2
COLOR_CLUSTERS_AVX2
void ColorTree::add_groups_avx2(const Piece& piece) {
  if (piece.ties == Ties::by_rule) {
    Partitioner<8, Ties::by_rule>(piece).run(piece);
  } else {
    Partitioner<8, Ties::either>(piece).run(piece);
  }
}
#endif

ColorTree::AddGroups* ColorTree::best_add_groups() {
#ifdef COLOR_CLUSTERS_HAVE_AVX2
  if (__builtin_cpu_supports("avx2")) return add_groups_avx2;
#endif
  return add_groups;
}

std::vector<Moments> ColorTree::partition(std::span<const Color> centers, Detail detail,
                                          int threads, Ties ties) const {
  require_centers(centers);
  if (centers.size() <= max_clusters) {
    return partition_few(centers, detail, nullptr, threads, ties);
  }
  const std::vector<std::uint16_t> nearest = assignments_to_many(centers, threads);
  std::vector<Moments> clusters(centers.size());
  for (std::size_t i = 0; i < size_; ++i) clusters[nearest[i]].add(color(i), weight(i));
  return clusters;
}

std::vector<std::uint16_t> ColorTree::assignments(std::span<const Color> centers,
                                                  int threads) const {
  require_centers(centers);
  if (centers.size() > max_clusters) return assignments_to_many(centers, threads);
  std::vector<std::uint16_t> result(size_);
  partition_few(centers, Detail::sums, result.data(), threads, Ties::by_rule);
  return result;
}

std::vector<std::uint16_t> ColorTree::assignments_to_many(std::span<const Color> centers,
                                                          int threads) const {
  const NearestColor nearest(centers);
  std::vector<std::uint16_t> result(size_);
  const std::size_t piece_size = groups_per_piece() * colors_per_group;
  parallel_ranges(size_, piece_size, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) result[i] = nearest.find(color(i));
  });
  return result;
}

std::vector<Moments> ColorTree::partition_few(std::span<const Color> centers, Detail detail,
                                              std::uint16_t* assignments, int threads,
                                              Ties ties) const {
  CenterList all;
  for (std::size_t i = 0; i < centers.size(); ++i) {
    all.push(centers[i], static_cast<std::uint16_t>(i));
  }
  all.pad(block_size);

  AddGroups* const add = best_add_groups();
  const std::size_t piece_size = groups_per_piece();
  const std::size_t pieces = range_count(groups_.size(), piece_size);
  std::vector<Moments> partial(pieces * centers.size());
  parallel_ranges(groups_.size(), piece_size, threads, [&](std::size_t first, std::size_t last) {
    const std::size_t piece = first / piece_size;
    add({*this, first, last, all, detail,
         std::span(partial).subspan(piece * centers.size(), centers.size()), assignments, ties});
  });

  for (std::size_t piece = 1; piece < pieces; ++piece) {
    for (std::size_t i = 0; i < centers.size(); ++i) {
      partial[i].add(partial[piece * centers.size() + i]);
    }
  }
  partial.resize(centers.size());
  return partial;
}

}  // namespace color_clusters
