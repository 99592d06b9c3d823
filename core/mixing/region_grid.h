// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/mixing/mix_program.h"

namespace color_clusters {

/// The cells of a grid over a box; the outermost ones go on without end. They are smaller toward
/// the lower corner, about as sRGB's curve is: in linear light dark colors are close together.
class RegionGrid {
 public:
  /// The corners of the box, each coordinate of `low` less than that of `high`.
  RegionGrid(const MixPoint& low, const MixPoint& high);

  static constexpr std::size_t cells_along_axis = 73;
  static constexpr std::size_t cell_count = cells_along_axis * cells_along_axis * cells_along_axis;

  /// The number of the cell in which a place is.
  [[nodiscard]] std::size_t cell_of(const MixPoint& place) const;
  /// A place near the middle of a cell.
  [[nodiscard]] MixPoint place_in(std::size_t cell) const;

 private:
  MixPoint low_;
  MixPoint side_;
  /// 1 / side_.
  MixPoint scale_;
};

}  // namespace color_clusters
