// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/simd.h"
#include "core/mixing/mix_program.h"

namespace color_clusters {

/// The places that the same palette colors are mixed for: a simplex of the palette's Delaunay
/// triangulation or, outside the hull, what lies above a triangle, an edge or a corner of it, whose
/// points are nearest to those places. It is convex, and weights are linear functions of the place.
class MixRegion {
 public:
  /// The region around a place with this mix, which depends on the colors of the mix alone. Nothing
  /// where the place is on the border of it, or where it cannot be told, for rounding, how far the
  /// region reaches or whether no other mix is better.
  static std::optional<MixRegion> around(const MixPoint& place, const ConvexMix& mix,
                                         const MixPoints& points);

  /// Whether a place is well inside. Then `mix` is the best one for it, or as good.
  bool find(const MixPoint& place, ConvexMix& mix) const;

  /// Its colors, in order; after the last one 0.
  [[nodiscard]] const std::array<std::uint16_t, 4>& colors() const { return colors_; }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  using Two = WideSimd<2>::Double;

  /// A linear function of a place: x, y and z times a factor, plus a constant.
  using Row = std::array<double, 4>;

  /// Four such functions, the first two and the other two: factors of x, of y and of z, and
  /// constants.
  struct Rows {
    std::array<std::array<Two, 4>, 2> columns;

    [[nodiscard]] [[gnu::always_inline]] Two at(std::size_t half, const MixPoint& place) const {
      const std::array<Two, 4>& c = columns[half];
      return ((c[0] * place[0] + c[1] * place[1]) + c[2] * place[2]) + c[3];
    }
  };

  bool set_simplex(const MixPoints& points);
  bool set_face(const MixPoints& points);
  bool set_edge(const MixPoints& points);
  bool set_corner(const MixPoints& points);
  bool set_weights(std::span<const Row> rows);
  void add_limits(std::span<const Row> rows);
  [[nodiscard]] bool is_corner(std::size_t point) const;
  [[nodiscard]] bool is_best_among(std::size_t other, const MixPoints& points) const;

  std::array<std::uint16_t, 4> colors_{};
  std::size_t count_ = 0;
  /// Of the colors; 1 for those that are not there.
  Rows weights_{};
  /// What else is positive inside.
  std::vector<Rows> limits_;
};

}  // namespace color_clusters
