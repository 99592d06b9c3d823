// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/base/matrix3.h"

namespace color_clusters {

/// Parts of up to four palette colors whose weighted mean is a color or, where that is outside the
/// palette's convex hull, the point of the hull that is nearest to it.
struct ConvexMix {
  struct Part {
    std::uint16_t color = 0;
    double weight = 0.0;

    bool operator==(const Part&) const = default;
  };
  /// The first `count` are in use; their weights are positive and add up to 1.
  std::array<Part, 4> parts{};
  std::size_t count = 0;

  bool operator==(const ConvexMix&) const = default;
};

using MixPoint = Vector3;

/// Weights below this are rounding errors of 0.
inline constexpr double no_weight = 1e-9;
/// Far more than it ever takes: it ends the cycling of the simplex method on degenerate bases. The
/// mix is then valid, but perhaps not the best.
inline constexpr int most_exchanges = 200;
inline constexpr std::size_t no_index = std::numeric_limits<std::size_t>::max();

/// Leaves out parts without weight, and makes the weights of the others add up to 1.
void tidy(ConvexMix& mix);

/// The colors of a palette, and after them the corners of a tetrahedron far around them.
struct MixPoints {
  /// One axis after another, moved and scaled so that the box around the palette has its middle at
  /// 0 and 1 as its longest side.
  std::array<std::vector<double>, 3> axes;
  /// Of the colors, their squared distances from the middle: among mixes with the same mean they
  /// differ as the squared distances from the mean do. Of the corners, so much that none is in a
  /// mix where colors can be.
  std::vector<double> costs;
  /// Of the palette.
  std::size_t size = 0;

  [[nodiscard]] MixPoint point(std::size_t i) const { return {axes[0][i], axes[1][i], axes[2][i]}; }

  /// Before corners are added: where all colors are on a line or a plane, but for what is lost when
  /// colors are rounded to floats, moves them onto it. Otherwise colors far apart would be mixed to
  /// make good what nobody sees.
  void flatten();

  /// After the colors.
  void add_corners();
};

/// The mean of a mix.
MixPoint mean(const ConvexMix& mix, const MixPoints& points);

/// Four points, and what gives the weights with which their mean is (x, y, z), from (x, y, z, 1).
struct MixBasis {
  std::array<std::uint32_t, 4> points{};
  std::array<std::array<double, 4>, 4> inverse{};

  /// Sets the inverse for the points; false if they are coplanar.
  bool invert(const MixPoints& all);

  /// Whether no point costs less than the linear function that has the costs of these four, but for
  /// rounding: then they are the best ones for all places between them.
  [[nodiscard]] bool is_best(const MixPoints& all) const;
};

/// Three corners and a palette color, which are the best basis for places far from the box.
MixBasis first_basis(const MixPoints& points);

/// The linear program of a mix. At any time four points are its basis, palette colors or corners,
/// with weights whose mean is the target. Costs of the other points are never below the linear
/// function that has those of the basis: the basis is the best one for all targets for which no
/// weight is negative. As long as one is, its point is exchanged for the one that is the first to
/// touch the function when that is tilted.
class MixProgram {
 public:
  MixProgram(const MixPoints& points, const MixBasis& start, const MixPoint& target);

  /// False if that takes too long, or if rounding has made the basis useless or not the best.
  bool solve();

  [[nodiscard]] const MixBasis& basis() const { return basis_; }

  /// The palette colors of the basis with their weights, which add up to 1 if the target is inside.
  [[nodiscard]] ConvexMix mix() const;

  [[nodiscard]] bool is_inside() const;

 private:
  [[nodiscard]] std::size_t find_entering(std::size_t leaving) const;
  void exchange(std::size_t leaving, std::size_t entering);

  const MixPoints& points_;
  MixBasis basis_;
  std::array<double, 4> weights_{};
};

}  // namespace color_clusters
