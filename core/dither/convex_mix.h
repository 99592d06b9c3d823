// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/color/color.h"

namespace color_clusters {

/// Parts of up to four palette colors whose weighted mean is a color.
struct ConvexMix {
  struct Part {
    std::uint16_t color = 0;
    double weight = 0.0;
  };
  /// The first `count` are in use; their weights are positive and add up to 1.
  std::array<Part, 4> parts{};
  std::size_t count = 0;
  /// Whether the mean is the color itself; otherwise the color is outside the palette's convex
  /// hull, and the mean is the point of the hull that is nearest to it.
  bool is_inside = false;
};

/// Finds for any color the mix of palette colors that is hardest to tell from it: of all with the
/// right mean the one whose colors are nearest, that is, with the least sum of weight × squared
/// distance. Its colors are the corners of the color's simplex in a Delaunay triangulation.
///
/// That is a linear program with four equations. It is solved by the dual simplex method (C. E.
/// Lemke, "The dual method of solving the linear programming problem", 1954), which walks from one
/// simplex of the triangulation to the next, beginning at the one of the middle of the cell of a
/// grid in which the color is. Four more points far around the palette take part. Where they have
/// some of the weight at the end, the color is outside the hull; then the nearest point of the hull
/// is found (P. Wolfe, "Finding the nearest point in a polytope", 1976), and the mix for that.
///
/// The time grows with the number of palette colors. Memory: a megabyte.
class ConvexMixer {
 public:
  /// `palette` has 1 … 65535 colors, all finite; throws std::invalid_argument otherwise.
  explicit ConvexMixer(std::span<const Color> palette);

  /// The mix for a color. Coordinates that are not a number count as 0; colors that are
  /// a thousand times further away than the palette is wide are moved nearer to it. Can be called
  /// from several threads at once.
  [[nodiscard]] ConvexMix find(const Color& color) const;

 private:
  using Point = std::array<double, 3>;
  class Program;
  class NearestOfHull;

  /// Four points, and what gives the weights with which their mean is (x, y, z), from (x, y, z, 1).
  struct Basis {
    std::array<std::uint32_t, 4> points{};
    std::array<std::array<double, 4>, 4> inverse{};
  };

  [[nodiscard]] Point point(std::size_t i) const { return {axes_[0][i], axes_[1][i], axes_[2][i]}; }
  [[nodiscard]] Point place(const Color& color) const;
  [[nodiscard]] bool has_mean(const ConvexMix& mix, const Point& mean) const;
  [[nodiscard]] bool is_in_box(const Point& place) const;
  [[nodiscard]] std::size_t cell_of(const Point& place) const;
  [[nodiscard]] Point middle_of_cell(std::size_t x, std::size_t y, std::size_t z) const;
  void fill_cells();
  [[nodiscard]] Basis first_basis() const;
  bool invert(Basis& basis) const;

  /// Of the palette; after its colors come the four points around it.
  std::size_t size_;
  /// One axis after another, moved and scaled so that the box around the palette has its middle at
  /// 0 and 1 as its longest side.
  std::array<std::vector<double>, 3> axes_;
  Point middle_{};
  Point half_side_{};
  double scale_ = 1.0;
  /// Squared distances from the middle. Among mixes with the same mean they differ as the squared
  /// distances from the mean do.
  std::vector<double> costs_;
  std::size_t cells_along_axis_;
  /// The basis for the middle of each cell of a grid over the box.
  std::vector<Basis> cells_;
};

}  // namespace color_clusters
