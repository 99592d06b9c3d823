// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <utility>

#include "core/base/growing_array.h"
#include "core/mixing/mix_program.h"
#include "core/mixing/mix_region.h"
#include "core/mixing/mix_solver.h"
#include "core/mixing/region_grid.h"

namespace color_clusters {

/// The regions of a palette's mixes, of which each place is looked for in those near it: around the
/// corners of the cell of a grid in which it is and, if it is in none of these, of a finer grid.
/// They are found when they are first needed. So which regions those are depends on the place
/// alone. Can be used from several threads at once.
class MixRegions {
 public:
  /// `solver` outlives the object. `low` and `high` are corners of the box in which most places are
  /// (see RegionGrid).
  MixRegions(const MixSolver& solver, const MixPoint& low, const MixPoint& high);

  /// False where no region near the place has it.
  bool find(const MixPoint& place, ConvexMix& mix);

 private:
  bool find_in(RegionGrid& grid, const MixPoint& place, ConvexMix& mix);
  std::uint32_t region_around(const MixPoint& place);

  const MixSolver& solver_;
  std::array<RegionGrid, 2> grids_;
  std::mutex mutex_;
  /// By their colors, and how many these are.
  std::map<std::pair<std::array<std::uint16_t, 4>, std::size_t>, std::uint32_t> known_;
  /// There is room for those of all corners of cells.
  GrowingArray<MixRegion, 1024, 304> regions_;
};

}  // namespace color_clusters
