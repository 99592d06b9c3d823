// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "core/base/simd.h"
#include "core/color/color.h"
#include "core/kmeans/color_tree.h"

namespace color_clusters {

/// More than a product of floats loses to underflow.
inline constexpr float underflow = 0x1p-120F;

/// What rounding can change in |p-c|² - |p-b|², evaluated in floats as a sum of (c-b)(c+b-2p), is
/// below the sum of this for c and b and four times this for p: each coordinate's term has an error
/// of at most seven roundings of (|c|+|b|+2|p|)², which is at most 3 (c²+b²+4p²).
inline float rounding_error(const Color& color) {
  return 0x1p-19F * (color[0] * color[0] + color[1] * color[1] + color[2] * color[2]);
}

/// The candidate centers of a box, in the order of their indices, padded to whole registers.
struct CenterList {
  static constexpr std::size_t capacity = max_clusters + ColorTree::block_size;
  alignas(64) std::array<float, capacity> x, y, z;
  /// What rounding a center's coordinates can change in for_each_near.
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

/// Position in the list of a center that is nearest to a point up to rounding: squared distances
/// are compared without their lowest bits, which hold the position.
template <int width>
[[gnu::always_inline]] inline std::size_t nearest_to(const Color& point, const CenterList& list) {
  constexpr std::int32_t place_bits = 0x1FF;
  static_assert(CenterList::capacity <= place_bits);
  using Floats = typename Simd<width>::Float;
  using Ints = typename Simd<width>::Int;
  Ints places = lane_indices<Ints>();
  Ints least = Ints{} + std::numeric_limits<std::int32_t>::max();
  for (std::size_t i = 0; i < list.size; i += width) {
    const Floats dx = load<Floats>(&list.x[i]) - point[0];
    const Floats dy = load<Floats>(&list.y[i]) - point[1];
    const Floats dz = load<Floats>(&list.z[i]) - point[2];
    const Floats distance = dx * dx + dy * dy + dz * dz;
    // Floats that are not negative compare as their bits do.
    const Ints rated = (load<Ints>(&distance) & ~place_bits) | places;
    least = rated < least ? rated : least;
    places += width;
  }
  return static_cast<std::size_t>(least_lane(least) & place_bits);
}

/// Calls `keep` with the position of each center in the list that may be nearest somewhere in a
/// box. Pruned is each center c for which b, the center nearest to the middle of the box, is nearer
/// everywhere in the box. |p-c|² - |p-b|² is linear in p, so it is least in the corner that lies
/// furthest in the direction c - b; there it has to exceed the rounding error. Without `exact`,
/// rounding may decide near ties.
template <int width, bool exact, typename Keep>
[[gnu::always_inline]] inline void for_each_near(const ColorTree::Node& box, const CenterList& from,
                                                 const Keep& keep) {
  using Floats = typename Simd<width>::Float;
  const std::size_t best =
      nearest_to<width>({0.5F * (box.low[0] + box.high[0]), 0.5F * (box.low[1] + box.high[1]),
                         0.5F * (box.low[2] + box.high[2])},
                        from);
  const Floats zero{};
  const Floats bx = zero + from.x[best];
  const Floats by = zero + from.y[best];
  const Floats bz = zero + from.z[best];
  const Floats error_of_others =
      zero +
      (from.error[best] + 4.0F * (rounding_error(box.low) + rounding_error(box.high)) + underflow);
  for (std::size_t i = 0; i < from.size; i += width) {
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
    if constexpr (exact) error = load<Floats>(&from.error[i]) + error_of_others;
    // Centers so far away that this is NaN stay.
    for_each_set(~(difference > error), [&](std::size_t lane) {
      if (i + lane < from.size) keep(i + lane);
    });
  }
}

}  // namespace color_clusters
