// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/cell_clusters.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/color/morton.h"

namespace color_clusters {
namespace {

/// The parts of the channels of a cell of `bits` bits a channel.
ColorZones::Parts parts_of(std::uint32_t number, unsigned bits) {
  const std::array<std::uint8_t, 3> coarse = morton_color(number);
  const unsigned finer = ColorZones::part_bits - bits;
  ColorZones::Parts parts{};
  for (std::size_t c = 0; c < 3; ++c) {
    parts.first[c] = std::uint32_t{coarse[c]} << finer;
    parts.last[c] = parts.first[c] + (1U << finer) - 1;
  }
  return parts;
}

double squared_distance(const Vector3& a, const Color& b) {
  double sum = 0.0;
  for (std::size_t c = 0; c < 3; ++c) {
    const double difference = a[c] - static_cast<double>(b[c]);
    sum += difference * difference;
  }
  return sum;
}

}  // namespace

CellClusters::CellClusters(std::span<const Color> centers, const ClusterSpace& space)
    : centers_(centers.begin(), centers.end()),
      zones_(space),
      all_(centers.size()),
      known_(std::size_t{1} << (3 * ColorZones::cell_bits)),
      cut_(std::size_t{1} << (3 * ColorZones::cell_bits)) {
  std::iota(all_.begin(), all_.end(), std::uint16_t{0});
}

CellClusters::~CellClusters() {
  for (const std::atomic<const Candidates*>& list : candidates_) delete list.load();
}

/// Leaves out every candidate that the one nearest to the middle of the zone is nearer than
/// everywhere in it (Kanungo et al., "An efficient k-means clustering algorithm", 2002), by more
/// than rounding can change. The difference of the two squared distances is linear: it is least
/// where each span goes down.
CellClusters::Candidates CellClusters::nearest_somewhere_in(
    const ColorZones::Zone& zone, std::span<const std::uint16_t> candidates) const {
  const auto distance = [&](std::uint16_t i) { return squared_distance(zone.center, centers_[i]); };
  const std::uint16_t best = *std::ranges::min_element(candidates, {}, distance);
  const double best_distance = distance(best);
  Candidates result;
  result.reserve(candidates.size());
  result.push_back(best);
  for (const std::uint16_t candidate : candidates) {
    if (candidate == best) continue;
    Vector3 slope{};
    double least = distance(candidate) - best_distance;
    for (std::size_t c = 0; c < 3; ++c) {
      slope[c] = 2.0 * (static_cast<double>(centers_[best][c]) -
                        static_cast<double>(centers_[candidate][c]));
      least -= std::abs(slope[c]) * zones_.rounding();
    }
    for (const Vector3& span : zone.spans) {
      least -= std::abs(slope[0] * span[0] + slope[1] * span[1] + slope[2] * span[2]);
    }
    // Not a number, where a center is not: it stays.
    if (!(least > 0.0)) result.push_back(candidate);
  }
  return result;
}

const CellClusters::Candidates& CellClusters::candidates(std::uint32_t group) {
  std::atomic<const Candidates*>& slot = candidates_[group];
  const Candidates* known = slot.load(std::memory_order_acquire);
  if (known != nullptr) return *known;
  auto found = std::make_unique<const Candidates>(
      nearest_somewhere_in(zones_.zone(parts_of(group, ColorZones::cell_bits - group_bits)), all_));
  // Another thread may have been faster.
  if (slot.compare_exchange_strong(known, found.get(), std::memory_order_acq_rel)) {
    return *found.release();
  }
  return *known;
}

CellClusters::Candidates CellClusters::nearest_in_cell(std::uint32_t cell) {
  const Candidates& near = candidates(cell >> (3 * group_bits));
  return nearest_somewhere_in(zones_.zone(parts_of(cell, ColorZones::cell_bits)), near);
}

std::uint16_t CellClusters::learn(std::uint32_t cell) {
  const Candidates& near = candidates(cell >> (3 * group_bits));
  std::uint16_t answer = near.front();
  if (near.size() > 1) {
    const Candidates left = nearest_in_cell(cell);
    answer = left.size() == 1 ? left.front() : several;
  }
  std::atomic_ref(known_[cell])
      .store(static_cast<std::uint16_t>(answer + 1), std::memory_order_relaxed);
  return answer;
}

CellClusters::CutCell& CellClusters::cut_cell(std::uint32_t cell) {
  const std::atomic_ref address(cut_[cell]);
  std::uintptr_t known = address.load(std::memory_order_acquire);
  if (known == 0) {
    auto cut = std::make_unique<CutCell>(CutCell{.candidates = nearest_in_cell(cell)});
    const std::lock_guard lock(mutex_);
    known = address.load(std::memory_order_relaxed);
    // Another thread may have been faster.
    if (known == 0) {
      known = reinterpret_cast<std::uintptr_t>(cut.get());
      cut_cells_.push_back(std::move(cut));
      address.store(known, std::memory_order_release);
    }
  }
  // Zeroed memory is for integers.
  return *reinterpret_cast<CutCell*>(known);  // NOLINT(performance-no-int-to-ptr)
}

std::uint16_t CellClusters::find_part(std::uint32_t cell, const Place& place) {
  CutCell& cut = cut_cell(cell);
  std::size_t number = 0;
  for (const std::uint32_t part : place) {
    number = number << parts_bits | part % (1U << parts_bits);
  }
  const std::atomic_ref answer(cut.known[number]);
  const std::uint16_t known = answer.load(std::memory_order_relaxed);
  if (known != 0) return static_cast<std::uint16_t>(known - 1);
  const Candidates left = nearest_somewhere_in(zones_.zone({place, place}), cut.candidates);
  const std::uint16_t found = left.size() == 1 ? left.front() : several;
  answer.store(static_cast<std::uint16_t>(found + 1), std::memory_order_relaxed);
  return found;
}

}  // namespace color_clusters
