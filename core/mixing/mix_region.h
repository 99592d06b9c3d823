// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/simd.h"
#include "core/mixing/mix_program.h"

namespace color_clusters {

/// Up to four palette colors, in order; after the last one 0.
struct RegionBase {
  std::array<std::uint16_t, 4> colors{};
  std::size_t count = 0;

  RegionBase() = default;
  explicit RegionBase(std::span<const std::uint16_t> some);
  /// Those of a mix.
  explicit RegionBase(const ConvexMix& mix);

  /// Of at most three, and one more.
  [[nodiscard]] RegionBase with(std::size_t color) const;
  /// Without the one at an index.
  [[nodiscard]] RegionBase without(std::size_t i) const;
  [[nodiscard]] bool has(std::size_t color) const;

  auto operator<=>(const RegionBase&) const = default;
};

/// The places that the same palette colors, its base, are mixed for: a simplex of the palette's
/// Delaunay triangulation or, outside the hull, what lies above a triangle, an edge or a corner of
/// it, whose points are nearest to those places. It is convex, and weights are linear functions of
/// the place. Together the regions fill space: beyond each side of one is another.
class MixRegion {
 public:
  MixRegion() = default;

  /// The region of 1 … 4 different colors. Nothing where there is none, or where rounding leaves
  /// open how far it reaches or whether other mixes are better.
  static std::optional<MixRegion> of(const RegionBase& base, const MixPoints& points);

  static constexpr std::size_t inside = no_index;

  /// Sets the best mix for a place, or one that is as good, if the place is inside or, but for
  /// rounding, on a side, and returns `inside`; otherwise the side beyond which it is furthest.
  std::size_t find(const MixPoint& place, ConvexMix& mix) const;

  /// The colors of the region beyond a side.
  [[nodiscard]] RegionBase base_beyond(std::size_t side, const MixPoints& points) const;

  /// Room for the number of that region, 0 at first.
  std::uint32_t& link(std::size_t side);

 private:
  using Two = WideSimd<2>::Double;

  /// A linear function of a place: x, y and z times a factor, plus a constant.
  using Row = std::array<double, 4>;

  /// Four sides of a region, each with a linear function that is positive within; those that are
  /// not needed are 1.
  struct Sides {
    /// Of the first two and of the other two: factors of x, of y and of z, and constants.
    std::array<std::array<Two, 4>, 2> columns{
        {{Two{}, Two{}, Two{}, Two{} + 1.0}, {Two{}, Two{}, Two{}, Two{} + 1.0}}};
    std::array<std::uint32_t, 4> links{};
    /// Of a corner: the other color of the edge beyond each side.
    std::array<std::uint16_t, 4> other_ends{};

    [[nodiscard]] [[gnu::always_inline]] Two at(std::size_t half, const MixPoint& place) const {
      const std::array<Two, 4>& c = columns[half];
      return ((c[0] * place[0] + c[1] * place[1]) + c[2] * place[2]) + c[3];
    }

    void set(std::size_t side, const Row& row);
  };

  /// What is known of some colors.
  enum class Kind : std::uint8_t { region, no_region, unclear };

  explicit MixRegion(const RegionBase& base) : base_(base) {}

  Kind set(const MixPoints& points);
  bool set_weights(const MixPoints& points);
  Kind set_limits(const MixPoints& points);
  Kind set_corner_limits(const MixPoints& points);
  [[nodiscard]] const Sides& sides_of(std::size_t side) const;
  [[nodiscard]] std::size_t furthest_side(const MixPoint& place) const;
  [[nodiscard]] Row row_of_weight(std::size_t i) const;
  [[nodiscard]] Row cost_function(const MixPoints& points) const;
  [[nodiscard]] MixPoint way_from_base(std::size_t point, const MixPoints& points) const;
  [[nodiscard]] RegionBase base_beside(std::size_t i, const MixPoints& points) const;
  [[nodiscard]] RegionBase base_above(const MixPoint& direction, const MixPoints& points) const;

  template <typename Way>
  [[nodiscard]] std::size_t first_touching(const MixPoints& points, const Way& way) const;

  RegionBase base_;
  /// First the weights, but of a corner, which has none; then sides toward colors off the base.
  Sides sides_;
  /// More of them, of a corner.
  std::vector<Sides> more_sides_;
};

}  // namespace color_clusters
