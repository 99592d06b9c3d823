// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clustering/color_tree.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>

#include "core/base/parallel.h"
#include "core/base/simd.h"
#include "core/color/nearest_color.h"

namespace color_clusters {
namespace {

constexpr std::size_t blocks_per_group = 16;
constexpr std::size_t colors_per_group = ColorTree::block_size * blocks_per_group;
constexpr std::size_t least_groups_per_piece = 8;
constexpr std::size_t most_pieces = 32;

std::size_t pieces_of(std::size_t size, std::size_t piece) { return (size + piece - 1) / piece; }

/// Work is shared out in pieces of so many groups, whatever the number of threads, and the sums of
/// the pieces are added up in order.
std::size_t groups_per_piece(std::size_t groups) {
  return std::max(least_groups_per_piece, pieces_of(groups, most_pieces));
}

/// What is not a number is not in range.
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

/// More than is lost where a product of floats is too small for its type.
constexpr float underflow = 0x1p-120F;

/// What rounding can change in |p-c|² - |p-b|², evaluated in floats as a sum of (c-b)(c+b-2p), is
/// below the sum of this for c and b and four times this for p: each coordinate's term has an error
/// of at most seven roundings of (|c|+|b|+2|p|)², which is at most 3 (c²+b²+4p²).
float rounding_error(const Color& color) {
  return 0x1p-19F * (color[0] * color[0] + color[1] * color[1] + color[2] * color[2]);
}

void require_centers(std::span<const Color> centers) {
  const auto is_finite = [](const Color& color) {
    return std::isfinite(color[0]) && std::isfinite(color[1]) && std::isfinite(color[2]);
  };
  if (centers.empty() || centers.size() > std::numeric_limits<std::uint16_t>::max() ||
      !std::ranges::all_of(centers, is_finite)) {
    throw std::invalid_argument("there must be 1 to 65535 centers, all finite");
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

ColorTree::ColorTree(std::span<const Color> colors, std::span<const double> weights, int threads)
    : size_(colors.size()) {
  if (weights.size() != size_) {
    throw std::invalid_argument("there must be as many weights as colors");
  }
  const std::size_t block_count = (size_ + block_size - 1) / block_size;
  x_.resize(block_count * block_size);
  y_.resize(block_count * block_size);
  z_.resize(block_count * block_size);
  weights_.resize(block_count * block_size);
  blocks_.resize(block_count);
  groups_.resize((block_count + blocks_per_group - 1) / blocks_per_group);

  const std::size_t piece_size = groups_per_piece(groups_.size());
  parallel_for(pieces_of(groups_.size(), piece_size), threads, [&](std::size_t piece) {
    const std::size_t first_group = piece * piece_size;
    const std::size_t last_group = std::min(first_group + piece_size, groups_.size());
    for (std::size_t group = first_group; group < last_group; ++group) {
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

/// Cluster centers that are still in question, in the order of their numbers, padded to whole
/// registers.
struct ColorTree::CenterList {
  static constexpr std::size_t capacity = max_clusters + block_size;
  alignas(64) std::array<float, capacity> x, y, z;
  /// What rounding a center's coordinates can change in find_nearest_somewhere.
  alignas(64) std::array<float, capacity> error;
  std::array<std::uint16_t, capacity> index;
  std::size_t size = 0;

  // Leaving the arrays as they are saves most of the time of a small list.
  // cppcheck-suppress uninitMemberVar
  CenterList() {}  // NOLINT

  void push(const Color& center, std::uint16_t i) {
    x[size] = center[0];
    y[size] = center[1];
    z[size] = center[2];
    error[size] = rounding_error(center);
    index[size] = i;
    ++size;
  }
  void push(const CenterList& from, std::size_t at) {
    x[size] = from.x[at];
    y[size] = from.y[at];
    z[size] = from.z[at];
    error[size] = from.error[at];
    index[size] = from.index[at];
    ++size;
  }
  /// Fills the last register of `width` floats with the first center, which changes no answer.
  void pad(std::size_t width) {
    for (std::size_t i = size; i % width != 0; ++i) {
      x[i] = x[0];
      y[i] = y[0];
      z[i] = z[0];
      error[i] = error[0];
    }
  }
};

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
  using Bytes = typename Simd<width>::Byte;
  using Doubles = double __attribute__((vector_size(32)));
  static constexpr std::size_t step = width;

  /// Places in a list of centers.
  struct Places {
    std::array<std::uint16_t, max_clusters> at;
    std::size_t size = 0;

    // As the center list.
    // cppcheck-suppress uninitMemberVar
    Places() {}  // NOLINT
  };

  [[gnu::always_inline]] void add_group(std::size_t group, const CenterList& centers) {
    CenterList in_group;
    find_nearest_somewhere(tree_.groups_[group], centers,
                           [&](std::size_t at) { in_group.push(centers, at); });
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
      find_nearest_somewhere(tree_.blocks_[block], in_group, [&](std::size_t at) {
        in_block.at[in_block.size++] = static_cast<std::uint16_t>(at);
      });
      if (in_block.size == 1) {
        const std::uint16_t cluster = in_group.index[in_block.at[0]];
        add(tree_.blocks_[block].moments, cluster);
        assign_all(block * block_size, block_size, cluster);
      } else {
        add_block(block * block_size, in_group, in_block);
      }
    }
  }

  /// Place in the list of a center that is as good as nearest to a point: squared distances are
  /// compared in all but the lowest bits, which have to hold the place.
  [[gnu::always_inline]] static std::size_t nearest_to(const Color& point, const CenterList& list) {
    constexpr std::int32_t place_bits = 0x1FF;
    static_assert(CenterList::capacity <= place_bits);
    Ints places = lane_numbers<Ints>();
    Ints least = Ints{} + std::numeric_limits<std::int32_t>::max();
    for (std::size_t i = 0; i < list.size; i += step) {
      const Floats dx = load<Floats>(&list.x[i]) - point[0];
      const Floats dy = load<Floats>(&list.y[i]) - point[1];
      const Floats dz = load<Floats>(&list.z[i]) - point[2];
      const Floats distance = dx * dx + dy * dy + dz * dz;
      // The bits of numbers that are not negative are in the order of the numbers.
      const Ints rated = (load<Ints>(&distance) & ~place_bits) | places;
      least = rated < least ? rated : least;
      places += width;
    }
    return static_cast<std::size_t>(least_lane<width>(least) & place_bits);
  }

  /// Calls `keep` with the place of each center in the list that may be nearest somewhere in a box.
  /// Left out is each center c for which b, the one nearest to the middle of the box, is nearer in
  /// all of the box. |p-c|² - |p-b|² is linear in p, so it is least in the corner that lies
  /// furthest in the direction c - b; it has to be positive beyond what rounding can change.
  template <typename Keep>
  [[gnu::always_inline]] static void find_nearest_somewhere(const Node& box, const CenterList& from,
                                                            const Keep& keep) {
    const std::size_t best =
        nearest_to({0.5F * (box.low[0] + box.high[0]), 0.5F * (box.low[1] + box.high[1]),
                    0.5F * (box.low[2] + box.high[2])},
                   from);
    const Floats zero{};
    const Floats bx = zero + from.x[best];
    const Floats by = zero + from.y[best];
    const Floats bz = zero + from.z[best];
    const Floats error_of_others =
        zero + (from.error[best] + 4.0F * (rounding_error(box.low) + rounding_error(box.high)) +
                underflow);
    for (std::size_t i = 0; i < from.size; i += step) {
      const Floats cx = load<Floats>(&from.x[i]);
      const Floats cy = load<Floats>(&from.y[i]);
      const Floats cz = load<Floats>(&from.z[i]);
      const Floats corner_x = cx > bx ? zero + box.high[0] : zero + box.low[0];
      const Floats corner_y = cy > by ? zero + box.high[1] : zero + box.low[1];
      const Floats corner_z = cz > bz ? zero + box.high[2] : zero + box.low[2];
      const Floats difference = (cx - bx) * (cx + bx - 2.0F * corner_x) +
                                (cy - by) * (cy + by - 2.0F * corner_y) +
                                (cz - bz) * (cz + bz - 2.0F * corner_z);
      Floats error{};
      if constexpr (ties == Ties::by_rule) error = load<Floats>(&from.error[i]) + error_of_others;
      // Centers so far away that this is not a number stay.
      for_each_set(~(difference > error), [&](std::size_t lane) {
        if (i + lane < from.size) keep(i + lane);
      });
    }
  }

  /// Calls `use` with the number of each lane of a comparison that holds.
  template <typename Use>
  [[gnu::always_inline]] static void for_each_set(const Ints& comparison, const Use& use) {
    const Bytes bytes = __builtin_convertvector(comparison, Bytes);
    for (std::uint64_t word = byte_lanes(bytes) & 0x0101010101010101U; word != 0;
         word &= word - 1) {
      use(static_cast<std::size_t>(std::countr_zero(word)) / 8);
    }
  }

  /// Adds the colors of the block that starts at `first` to the clusters of some of the centers.
  [[gnu::always_inline]] void add_block(std::size_t first, const CenterList& centers,
                                        const Places& places) {
    alignas(64) std::array<std::int32_t, block_size> nearest;
    // Two registers at a time: what is found in one need not wait for the other.
    for (std::size_t offset = 0; offset < block_size; offset += 2 * step) {
      std::array<NearestOfEach, 2> colors{NearestOfEach(tree_, first + offset),
                                          NearestOfEach(tree_, first + offset + step)};
      for (std::size_t i = 0; i < places.size; ++i) {
        for (NearestOfEach& lanes : colors) lanes.compare(centers, places.at[i]);
      }
      for (std::size_t i = 0; i < colors.size(); ++i) {
        std::int32_t* const numbers = &nearest[offset + i * step];
        std::memcpy(numbers, &colors[i].number, sizeof colors[i].number);
        if constexpr (ties == Ties::either) continue;
        for_each_set(colors[i].unclear(), [&](std::size_t lane) {
          numbers[lane] =
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

  /// The nearest of some of the centers where floats cannot tell: see NearestColor.
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
    Ints number{};

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
      number = nearer ? Ints{} + static_cast<std::int32_t>(centers.index[at]) : number;
    }

    /// Where two centers are nearest but for what rounding can change. Nothing is cancelled in a
    /// sum of squares: its error is five roundings at most, and underflow.
    [[gnu::always_inline]] [[nodiscard]] Ints unclear() const {
      return second <= distance * (1.0F + 0x1p-20F) + underflow;
    }
  };

  /// Adds the weights and weighted coordinates of four colors to their clusters.
  [[gnu::always_inline]] void add_colors(std::size_t first, const std::int32_t* clusters) {
    using Floats4 = float __attribute__((vector_size(16)));
    const auto weight = load<Doubles>(&tree_.weights_[first]);
    const auto weighted = [&](const LargeVector<float>& values) {
      return weight * __builtin_convertvector(load<Floats4>(&values[first]), Doubles);
    };
    const Doubles x = weighted(tree_.x_);
    const Doubles y = weighted(tree_.y_);
    const Doubles z = weighted(tree_.z_);
    const Doubles weight_x_even = __builtin_shufflevector(weight, x, 0, 4, 2, 6);
    const Doubles weight_x_odd = __builtin_shufflevector(weight, x, 1, 5, 3, 7);
    const Doubles y_z_even = __builtin_shufflevector(y, z, 0, 4, 2, 6);
    const Doubles y_z_odd = __builtin_shufflevector(y, z, 1, 5, 3, 7);
    sums_[0][at(clusters[0])] += __builtin_shufflevector(weight_x_even, y_z_even, 0, 1, 4, 5);
    sums_[1][at(clusters[1])] += __builtin_shufflevector(weight_x_odd, y_z_odd, 0, 1, 4, 5);
    sums_[0][at(clusters[2])] += __builtin_shufflevector(weight_x_even, y_z_even, 2, 3, 6, 7);
    sums_[1][at(clusters[3])] += __builtin_shufflevector(weight_x_odd, y_z_odd, 2, 3, 6, 7);
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
  /// Weights and sums. Neighbors mostly go to the same cluster; with two sums for each one addition
  /// need not wait for the one before.
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
  const std::size_t piece_size = groups_per_piece(groups_.size()) * colors_per_group;
  parallel_for(pieces_of(size_, piece_size), threads, [&](std::size_t piece) {
    const std::size_t first = piece * piece_size;
    for (std::size_t i = first; i < end_of(first, piece_size); ++i) {
      result[i] = nearest.find(color(i));
    }
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
  const std::size_t piece_size = groups_per_piece(groups_.size());
  const std::size_t pieces = pieces_of(groups_.size(), piece_size);
  std::vector<Moments> partial(pieces * centers.size());
  parallel_for(pieces, threads, [&](std::size_t piece) {
    const std::size_t first = piece * piece_size;
    add({*this, first, std::min(first + piece_size, groups_.size()), all, detail,
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
