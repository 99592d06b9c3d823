// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/mixing/mix_program.h"

namespace color_clusters {

/// Solves the program of a mix for any place: by the dual simplex method (C. E. Lemke, "The dual
/// method of solving the linear programming problem", 1954), which walks from one simplex of the
/// palette's triangulation to the next, beginning at the one of the middle of the cell of a grid in
/// which the place is. Four more points far around the palette take part. Where they have some of
/// the weight at the end, the place is outside the hull; then the nearest point of the hull is
/// found (P. Wolfe, "Finding the nearest point in a polytope", 1976), and the mix for that.
///
/// The time grows with the number of palette colors.
class MixSolver {
 public:
  /// The box around the palette reaches from -half_side to half_side.
  MixSolver(MixPoints points, const MixPoint& half_side);

  [[nodiscard]] const MixPoints& points() const { return points_; }

  /// The mix for a place. Can be called from several threads at once.
  [[nodiscard]] ConvexMix solve(const MixPoint& target) const;

 private:
  [[nodiscard]] bool has_mean(const ConvexMix& mix, const MixPoint& mean) const;
  [[nodiscard]] bool is_in_box(const MixPoint& place) const;
  [[nodiscard]] std::size_t cell_of(const MixPoint& place) const;
  [[nodiscard]] MixPoint middle_of_cell(std::size_t x, std::size_t y, std::size_t z) const;
  [[nodiscard]] std::optional<MixProgram> solved(const MixBasis& start,
                                                 const MixPoint& target) const;
  void fill_cells();

  MixPoints points_;
  MixPoint half_side_;
  MixBasis first_;
  /// The basis for the middle of each cell of a grid over the box.
  std::vector<MixBasis> cells_;
};

}  // namespace color_clusters
