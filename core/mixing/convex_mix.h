// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/color/color.h"
#include "core/mixing/mix_program.h"

namespace color_clusters {

/// Finds for any color the convex combination of palette colors that is hardest to tell from it: of
/// all with the right mean the one whose colors are nearest, that is, with the least sum of weight
/// × squared distance. Its colors are the corners of the color's simplex in a Delaunay
/// triangulation.
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

  /// The mix for a color. NaN coordinates count as 0; colors that are a thousand times further away
  /// than the palette is wide are moved nearer to it. Can be called from several threads at once.
  [[nodiscard]] ConvexMix find(const Color& color) const;

 private:
  [[nodiscard]] MixPoint place(const Color& color) const;
  [[nodiscard]] bool has_mean(const ConvexMix& mix, const MixPoint& mean) const;
  [[nodiscard]] bool is_in_box(const MixPoint& place) const;
  [[nodiscard]] std::size_t cell_of(const MixPoint& place) const;
  [[nodiscard]] MixPoint middle_of_cell(std::size_t x, std::size_t y, std::size_t z) const;
  void fill_cells();

  MixPoints points_;
  MixPoint middle_{};
  MixPoint half_side_{};
  double scale_ = 1.0;
  std::size_t cells_along_axis_;
  /// The basis for the middle of each cell of a grid over the box.
  std::vector<MixBasis> cells_;
};

}  // namespace color_clusters
