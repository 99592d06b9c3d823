// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mixing/mix_regions.h"

#include <algorithm>
#include <optional>

namespace color_clusters {
namespace {

constexpr std::size_t cells = 32;
constexpr std::size_t finer_cells = 64;

}  // namespace

MixRegions::MixRegions(const MixSolver& solver, const MixPoint& low, const MixPoint& high)
    : solver_(solver), grids_{RegionGrid(low, high, cells), RegionGrid(low, high, finer_cells)} {}

bool MixRegions::find(const MixPoint& place, ConvexMix& mix) {
  return std::ranges::any_of(grids_, [&](RegionGrid& grid) { return find_in(grid, place, mix); });
}

bool MixRegions::find_in(RegionGrid& grid, const MixPoint& place, ConvexMix& mix) {
  const RegionGrid::Near* near = grid.known_near(place);
  if (near == nullptr) {
    near = &grid.find_near(place, [this](const MixPoint& corner) { return region_around(corner); });
  }
  for (const std::uint32_t number : *near) {
    if (number == RegionGrid::no_region) return false;
    if (regions_[number].find(place, mix)) return true;
  }
  return false;
}

std::uint32_t MixRegions::region_around(const MixPoint& place) {
  const std::optional<MixRegion> region =
      MixRegion::around(place, solver_.solve(place), solver_.points());
  if (!region) return RegionGrid::no_region;
  const std::lock_guard lock(mutex_);
  const auto [known, is_new] = known_.try_emplace({region->colors(), region->count()});
  if (is_new) known->second = static_cast<std::uint32_t>(regions_.push(*region));
  return known->second;
}

}  // namespace color_clusters
