// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "core/base/large_arrays.h"
#include "core/color/color.h"
#include "plugin/mapping/color_zones.h"

namespace color_clusters {

/// Answers for whole cells of layer colors (see ColorZones) which cluster is the nearest of all of
/// their colors, if it is the same one. So most pixels need not be moved to the cluster space.
/// Cells are looked at when they are first asked for, from any thread.
class CellClusters {
 public:
  /// The answer for a cell whose colors have several nearest clusters.
  static constexpr std::uint16_t several = 0xFFFE;
  /// More clusters than this cannot be told from the special answers.
  static constexpr std::size_t most_clusters = 0xFFFD;

  /// The parts of the three channels that a color lies in.
  using Place = std::array<std::uint32_t, 3>;

  CellClusters(std::span<const Color> centers, const ClusterSpace& space);
  ~CellClusters();
  CellClusters(const CellClusters&) = delete;
  CellClusters& operator=(const CellClusters&) = delete;

  /// The cluster of a cell, or `several`. Cells are numbered in Morton order: an 8-bit color is in
  /// the one with the number morton_index / 8.
  std::uint16_t find(std::uint32_t cell) {
    // One more than the answer; 0 is not known.
    const std::uint16_t known = std::atomic_ref(known_[cell]).load(std::memory_order_relaxed);
    return known != 0 ? static_cast<std::uint16_t>(known - 1) : learn(cell);
  }

  /// The same of the 64th part of a cell that a color lies in, for cells with several.
  std::uint16_t find_part(std::uint32_t cell, const Place& place);

 private:
  using Candidates = std::vector<std::uint16_t>;
  /// Groups of 8 × 8 × 8 cells share a list of the clusters that can be nearest in any of them.
  static constexpr unsigned group_bits = 3;
  static constexpr std::uint32_t groups = 1U << (3 * (ColorZones::cell_bits - group_bits));
  /// The parts of a cell along each channel.
  static constexpr unsigned parts_bits = ColorZones::part_bits - ColorZones::cell_bits;

  /// A cell with several clusters.
  struct CutCell {
    Candidates candidates;
    /// Of each part, like known_.
    std::array<std::uint16_t, 1U << (3 * parts_bits)> known{};
  };

  std::uint16_t learn(std::uint32_t cell);
  const Candidates& candidates(std::uint32_t group);
  CutCell& cut_cell(std::uint32_t cell);
  [[nodiscard]] Candidates nearest_in_cell(std::uint32_t cell);
  [[nodiscard]] Candidates nearest_somewhere_in(const ColorZones::Zone& zone,
                                                std::span<const std::uint16_t> candidates) const;

  std::vector<Color> centers_;
  ColorZones zones_;
  std::vector<std::uint16_t> all_;
  /// Accessed atomically, as all that follows; threads write only what any of them would.
  ZeroedArray<std::uint16_t> known_;
  std::array<std::atomic<const Candidates*>, groups> candidates_{};
  /// For each cell the address of its CutCell; 0 where nobody asked for one.
  ZeroedArray<std::uintptr_t> cut_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<CutCell>> cut_cells_;
};

}  // namespace color_clusters
