// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mixing/mix_regions.h"

#include <array>
#include <atomic>
#include <optional>

namespace color_clusters {
namespace {

/// Of a walk: more than it takes to cross a palette of grays. It ends walks that rounding leads in
/// circles.
constexpr std::size_t most_steps = 2 * large_palette;

/// The color that comes first along the first axis, of several such ones along the second axis, and
/// so on: a corner of the hull.
std::uint16_t outermost(const MixPoints& points) {
  std::size_t least = 0;
  for (std::size_t j = 1; j < points.size; ++j) {
    if (points.point(j) < points.point(least)) least = j;
  }
  return static_cast<std::uint16_t>(least);
}

/// A number that is kept once it is known, plus 2: 0 is an unknown one, and 1 `no_region`.
template <typename Find>
std::uint32_t remembered(std::uint32_t& place, const Find& find) {
  const std::atomic_ref kept(place);
  std::uint32_t value = kept.load(std::memory_order_acquire);
  if (value == 0) {
    value = find() + 2;
    kept.store(value, std::memory_order_release);
  }
  return value - 2;
}

}  // namespace

MixRegions::MixRegions(const MixSolver& solver, const MixPoint& low, const MixPoint& high)
    : solver_(solver),
      grid_(low, high),
      starts_(RegionGrid::cell_count),
      first_(around(grid_.place_in(grid_.cell_of(MixPoint{})))) {
  // The solver finds any mix of many colors on a line, not the one of the next two.
  if (first_ == no_region) first_ = number_of(RegionBase(std::array{outermost(solver.points())}));
}

bool MixRegions::find(const MixPoint& place, ConvexMix& mix) {
  const std::size_t cell = grid_.cell_of(place);
  const std::uint32_t first = remembered(starts_[cell], [&] { return start(cell); });
  return walk(first, place, mix) != no_region;
}

/// By walking from the first region or, if that fails, from what the solver finds.
std::uint32_t MixRegions::start(std::size_t cell) {
  const MixPoint place = grid_.place_in(cell);
  ConvexMix mix;
  const std::uint32_t found = walk(first_, place, mix);
  return found == no_region ? around(place) : found;
}

std::uint32_t MixRegions::around(const MixPoint& place) {
  return number_of(RegionBase(solver_.solve(place)));
}

std::uint32_t MixRegions::walk(std::uint32_t number, const MixPoint& place, ConvexMix& mix) {
  for (std::size_t steps = 0; number != no_region && steps < most_steps; ++steps) {
    MixRegion& region = regions_[number];
    const std::size_t side = region.find(place, mix);
    if (side == MixRegion::inside) return number;
    number = beyond(region, side);
  }
  return no_region;
}

std::uint32_t MixRegions::beyond(MixRegion& region, std::size_t side) {
  return remembered(region.link(side),
                    [&] { return number_of(region.base_beyond(side, solver_.points())); });
}

std::uint32_t MixRegions::number_of(const RegionBase& base) {
  {
    const std::lock_guard lock(mutex_);
    const auto known = known_.find(base);
    if (known != known_.end()) return known->second;
  }
  const std::optional<MixRegion> region = MixRegion::of(base, solver_.points());
  const std::lock_guard lock(mutex_);
  const auto [known, is_new] = known_.try_emplace(base, no_region);
  if (is_new && region) known->second = static_cast<std::uint32_t>(regions_.push(*region));
  return known->second;
}

}  // namespace color_clusters
