// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mixing/mix_solver.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/mixing/nearest_of_hull.h"

namespace color_clusters {
namespace {

/// Places nearer than this are the same.
constexpr double same_place = 1e-7;
/// Of the grid of starting points.
constexpr std::size_t cells_along_axis = 4;

}  // namespace

MixSolver::MixSolver(MixPoints points, const MixPoint& half_side)
    : points_(std::move(points)), half_side_(half_side), first_(first_basis(points_)) {
  fill_cells();
}

bool MixSolver::is_in_box(const MixPoint& place) const {
  bool is_inside = true;
  for (std::size_t c = 0; c < 3; ++c) {
    is_inside = is_inside && std::abs(place[c]) <= half_side_[c] + no_weight;
  }
  return is_inside;
}

/// Whether that is what the colors of a mix come to, as near as a color can be told. Where many
/// colors are on one plane, rounding can spoil a basis.
bool MixSolver::has_mean(const ConvexMix& mix, const MixPoint& mean) const {
  const MixPoint away = difference(color_clusters::mean(mix, points_), mean);
  return dot(away, away) < same_place * same_place;
}

/// The number of the cell of a place in the box. Cells are smaller toward the box's lower corner:
/// in linear light dark colors are close together.
std::size_t MixSolver::cell_of(const MixPoint& place) const {
  std::size_t cell = 0;
  for (std::size_t c = 0; c < 3; ++c) {
    const double part = half_side_[c] > 0.0 ? 0.5 + 0.5 * place[c] / half_side_[c] : 0.0;
    const double position =
        std::sqrt(std::clamp(part, 0.0, 1.0)) * static_cast<double>(cells_along_axis);
    cell = cell * cells_along_axis +
           std::min(static_cast<std::size_t>(position), cells_along_axis - 1);
  }
  return cell;
}

MixPoint MixSolver::middle_of_cell(std::size_t x, std::size_t y, std::size_t z) const {
  const std::array<std::size_t, 3> cell{x, y, z};
  MixPoint result{};
  for (std::size_t c = 0; c < 3; ++c) {
    const double root =
        (static_cast<double>(cell[c]) + 0.5) / static_cast<double>(cells_along_axis);
    result[c] = half_side_[c] * (2.0 * root * root - 1.0);
  }
  return result;
}

/// Walks through the grid in serpentine order, so that each cell is next to the one before it.
void MixSolver::fill_cells() {
  constexpr std::size_t n = cells_along_axis;
  cells_.resize(n * n * n);
  MixBasis basis = first_;
  for (std::size_t x = 0; x < n; ++x) {
    for (std::size_t v = 0; v < n; ++v) {
      const std::size_t y = x % 2 == 0 ? v : n - 1 - v;
      for (std::size_t w = 0; w < n; ++w) {
        const std::size_t z = (x + v) % 2 == 0 ? w : n - 1 - w;
        const std::optional<MixProgram> program = solved(basis, middle_of_cell(x, y, z));
        if (program) basis = program->basis();
        // Otherwise rounding errors would accumulate from cell to cell.
        if (!program || !basis.invert(points_)) basis = first_;
        cells_[(x * n + y) * n + z] = basis;
      }
    }
  }
}

/// From a basis on; if rounding leads it astray, from the first one on. Nothing if that fails, too.
std::optional<MixProgram> MixSolver::solved(const MixBasis& start, const MixPoint& target) const {
  std::optional<MixProgram> program(std::in_place, points_, start, target);
  if (program->solve()) return program;
  program.emplace(points_, first_, target);
  return program->solve() ? program : std::nullopt;
}

ConvexMix MixSolver::solve(const MixPoint& target) const {
  ConvexMix beginning;
  if (is_in_box(target)) {
    if (const auto program = solved(cells_[cell_of(target)], target)) {
      beginning = program->mix();
      if (program->is_inside()) {
        tidy(beginning);
        if (has_mean(beginning, target)) return beginning;
      }
    }
  }
  NearestOfHull hull(points_, target);
  hull.find(beginning);
  const ConvexMix nearest = hull.mix();
  if (!hull.has_others()) return nearest;
  // More colors than needed lie on the face: the mix found is any of several.
  const auto program = solved(cells_[cell_of(hull.nearest())], hull.nearest());
  if (!program || !program->is_inside()) return nearest;
  ConvexMix mix = program->mix();
  tidy(mix);
  return has_mean(mix, hull.nearest()) ? mix : nearest;
}

}  // namespace color_clusters
