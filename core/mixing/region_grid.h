// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>

#include "core/base/growing_array.h"
#include "core/base/large_arrays.h"
#include "core/mixing/mix_program.h"

namespace color_clusters {

/// A grid over a box, of which the outermost cells go on without end. For the corners of its cells
/// it keeps in which regions they are. Can be used from several threads at once.
///
/// Memory: 8 bytes for each cell that there is and 32 for each one that is asked for; what is not
/// used is not touched.
class RegionGrid {
 public:
  static constexpr std::uint32_t no_region = 0xFFFFFFFF;

  /// The regions around a cell's corners, each once, and first those around most of them; after the
  /// last one `no_region`.
  using Near = std::array<std::uint32_t, 8>;

  /// The number of the region around a place, or `no_region`.
  using Find = std::function<std::uint32_t(const MixPoint&)>;

  /// The corners of the box, each coordinate of `low` less than that of `high`; up to 64 cells
  /// along each axis.
  RegionGrid(const MixPoint& low, const MixPoint& high, std::size_t cells_along_axis);

  /// Those near a place, or null if they were not asked for before.
  const Near* known_near(const MixPoint& place);

  /// After that. `find` is asked for corners that are not known; its answer depends on the place
  /// alone.
  const Near& find_near(const MixPoint& place, const Find& find);

 private:
  using Cell = std::array<std::size_t, 3>;

  /// What is known, by number: of all corners and cells, 0 for those that were not asked for.
  struct Known {
    explicit Known(std::size_t cells_along_axis);

    /// The region of each corner, plus 2; 1 where there is none.
    ZeroedArray<std::uint32_t> corners;
    /// For each cell the number of what is near it, plus 1.
    ZeroedArray<std::uint32_t> cells;
    GrowingArray<Near, 4096, 64> near;
    /// Of `cells` and `near`; for who writes.
    std::mutex mutex;
  };

  [[nodiscard]] Cell cell_of(const MixPoint& place) const;
  [[nodiscard]] MixPoint place_of(const Cell& corner) const;
  [[nodiscard]] Near around_corners(const Cell& cell, const Find& find);
  std::uint32_t region_around(const Cell& corner, const Find& find);

  std::size_t cells_along_axis_;
  MixPoint low_{};
  MixPoint side_{};
  /// Of the part of a side in which cells can begin, for a place.
  MixPoint steps_{};
  /// Made when it is first needed.
  std::once_flag is_made_;
  std::unique_ptr<Known> known_;
};

}  // namespace color_clusters
