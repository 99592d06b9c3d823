// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mixing/region_grid.h"

#include <algorithm>
#include <bit>

namespace color_clusters {
namespace {

/// An axis goes from `nearest_zero`, a power of 2, to 1 more. Cells are parts of the range from one
/// power of 2 to the next, so that they have numbers in the first bits of a float.
constexpr float nearest_zero = 1.0F / 512.0F;
/// Of the bits of the fraction those that are not in the number: 8 cells from a power to the next.
constexpr unsigned unused_bits = 23 - 3;

constexpr std::uint32_t first_cell = std::bit_cast<std::uint32_t>(nearest_zero) >> unused_bits;
constexpr std::uint32_t last_cell =
    (std::bit_cast<std::uint32_t>(nearest_zero + 1.0F) >> unused_bits) - first_cell;
/// Where in a cell a place is, along each axis. Not in the middle: palettes are often symmetric,
/// with sides of regions on the planes of symmetry.
constexpr MixPoint parts{0.43, 0.51, 0.59};

static_assert(last_cell + 1 == RegionGrid::cells_along_axis);

}  // namespace

RegionGrid::RegionGrid(const MixPoint& low, const MixPoint& high)
    : low_(low), side_(difference(high, low)) {
  for (std::size_t c = 0; c < 3; ++c) scale_[c] = 1.0 / side_[c];
}

std::size_t RegionGrid::cell_of(const MixPoint& place) const {
  std::size_t cell = 0;
  for (std::size_t c = 0; c < 3; ++c) {
    const double part = std::clamp((place[c] - low_[c]) * scale_[c], 0.0, 1.0);
    const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(part) + nearest_zero);
    cell = cell * cells_along_axis + ((bits >> unused_bits) - first_cell);
  }
  return cell;
}

MixPoint RegionGrid::place_in(std::size_t cell) const {
  MixPoint place{};
  for (std::size_t c = 3; c-- > 0;) {
    const auto number = static_cast<std::uint32_t>(cell % cells_along_axis);
    const auto begin = std::bit_cast<float>((first_cell + number) << unused_bits);
    const auto end = std::bit_cast<float>((first_cell + number + 1) << unused_bits);
    place[c] = low_[c] + side_[c] * (begin + parts[c] * (end - begin) - nearest_zero);
    cell /= cells_along_axis;
  }
  return place;
}

}  // namespace color_clusters
