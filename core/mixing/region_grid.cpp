// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mixing/region_grid.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>

namespace color_clusters {
namespace {

/// Of a side of the grid: the square of any number of cells is one of them.
constexpr std::size_t steps = std::size_t{64} * 64;

/// The square roots of parts of the grid's side, in parts of it: of each step, in 64ths.
struct Roots {
  std::array<std::uint8_t, steps> of{};
  Roots() {
    for (std::size_t i = 0; i < steps; ++i) {
      of[i] = static_cast<std::uint8_t>(std::sqrt(static_cast<double>(i)));
    }
  }
};

const Roots& roots() {
  static const Roots roots;
  return roots;
}

std::size_t index_of(const std::array<std::size_t, 3>& place, std::size_t along_axis) {
  return (place[0] * along_axis + place[1]) * along_axis + place[2];
}

std::size_t cubed(std::size_t number) { return number * number * number; }

}  // namespace

RegionGrid::Known::Known(std::size_t cells_along_axis)
    : corners(cubed(cells_along_axis + 1)), cells(cubed(cells_along_axis)) {}

RegionGrid::RegionGrid(const MixPoint& low, const MixPoint& high, std::size_t cells_along_axis)
    : cells_along_axis_(cells_along_axis), low_(low), side_(difference(high, low)) {
  for (std::size_t c = 0; c < 3; ++c) steps_[c] = static_cast<double>(steps) / side_[c];
}

const RegionGrid::Near* RegionGrid::known_near(const MixPoint& place) {
  std::call_once(is_made_, [this] { known_ = std::make_unique<Known>(cells_along_axis_); });
  const std::atomic_ref known(known_->cells[index_of(cell_of(place), cells_along_axis_)]);
  const std::uint32_t number = known.load(std::memory_order_acquire);
  return number == 0 ? nullptr : &known_->near[number - 1];
}

const RegionGrid::Near& RegionGrid::find_near(const MixPoint& place, const Find& find) {
  const Cell cell = cell_of(place);
  const Near near = around_corners(cell, find);
  const std::lock_guard lock(known_->mutex);
  const std::atomic_ref known(known_->cells[index_of(cell, cells_along_axis_)]);
  std::uint32_t number = known.load(std::memory_order_relaxed);
  // Another thread may have been sooner.
  if (number == 0) {
    number = static_cast<std::uint32_t>(known_->near.push(near) + 1);
    known.store(number, std::memory_order_release);
  }
  return known_->near[number - 1];
}

/// Cells are smaller toward the lower corner: in linear light dark colors are close together.
RegionGrid::Cell RegionGrid::cell_of(const MixPoint& place) const {
  Cell cell{};
  for (std::size_t c = 0; c < 3; ++c) {
    constexpr auto last = static_cast<double>(steps - 1);
    const double step = std::clamp((place[c] - low_[c]) * steps_[c], 0.0, last);
    cell[c] = roots().of[static_cast<std::size_t>(step)] * cells_along_axis_ / 64;
  }
  return cell;
}

MixPoint RegionGrid::place_of(const Cell& corner) const {
  MixPoint place{};
  for (std::size_t c = 0; c < 3; ++c) {
    const double root = static_cast<double>(corner[c]) / static_cast<double>(cells_along_axis_);
    place[c] = low_[c] + side_[c] * root * root;
  }
  return place;
}

RegionGrid::Near RegionGrid::around_corners(const Cell& cell, const Find& find) {
  Near around{};
  for (std::size_t i = 0; i < around.size(); ++i) {
    around[i] = region_around(
        {cell[0] + (i >> 2U & 1U), cell[1] + (i >> 1U & 1U), cell[2] + (i & 1U)}, find);
  }
  const auto times = [around](std::uint32_t region) {
    return region == no_region ? 0 : std::ranges::count(around, region);
  };
  std::ranges::stable_sort(around, std::ranges::greater(), times);
  Near near;
  near.fill(no_region);
  std::size_t count = 0;
  for (const std::uint32_t region : around) {
    if (std::ranges::find(near, region) == near.end()) near[count++] = region;
  }
  return near;
}

std::uint32_t RegionGrid::region_around(const Cell& corner, const Find& find) {
  const std::atomic_ref known(known_->corners[index_of(corner, cells_along_axis_ + 1)]);
  std::uint32_t number = known.load(std::memory_order_acquire);
  if (number == 0) {
    const std::uint32_t region = find(place_of(corner));
    number = region == no_region ? 1 : region + 2;
    known.store(number, std::memory_order_release);
  }
  return number == 1 ? no_region : number - 2;
}

}  // namespace color_clusters
