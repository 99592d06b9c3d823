// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>

#include "core/base/growing_array.h"
#include "core/base/large_arrays.h"
#include "core/mixing/mix_program.h"
#include "core/mixing/mix_region.h"
#include "core/mixing/mix_solver.h"
#include "core/mixing/region_grid.h"

namespace color_clusters {

/// Palettes from this size on would have too many regions to keep.
inline constexpr std::size_t large_palette = 2048;

/// The regions of a palette's mixes. The one of a place is found by walking: from the region around
/// the middle of a grid's cell to the one beyond the side that the place is furthest beyond, and so
/// on (O. Devillers, S. Pion and M. Teillaud, "Walking in a triangulation", 2002).
///
/// Regions and what is beyond their sides are found when they are first needed. A walk depends on
/// the place alone. Can be used from several threads at once.
class MixRegions {
 public:
  /// `solver` outlives the object. `low` and `high` are corners of the box in which most places are
  /// (see RegionGrid).
  MixRegions(const MixSolver& solver, const MixPoint& low, const MixPoint& high);

  /// False where the place's region cannot be told for rounding.
  bool find(const MixPoint& place, ConvexMix& mix);

 private:
  static constexpr std::uint32_t no_region = 0xFFFFFFFF;

  std::uint32_t start(std::size_t cell);
  std::uint32_t around(const MixPoint& place);
  std::uint32_t walk(std::uint32_t number, const MixPoint& place, ConvexMix& mix);
  std::uint32_t beyond(MixRegion& region, std::size_t side);
  std::uint32_t number_of(const RegionBase& base);

  const MixSolver& solver_;
  RegionGrid grid_;
  /// Of each cell, plus 2; 1 where there is none, and 0 where none was asked for.
  ZeroedArray<std::uint32_t> starts_;
  std::mutex mutex_;
  /// The numbers of regions, and `no_region` of colors that have none.
  std::map<RegionBase, std::uint32_t> known_;
  /// There is room for all that a palette of `large_palette` colors can have.
  GrowingArray<MixRegion, 1024, 2112> regions_;
  /// That of the middle of the palette or, where that cannot be told, of a corner of the hull.
  std::uint32_t first_;
};

}  // namespace color_clusters
