// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "core/base/growing_array.h"
#include "core/base/large_arrays.h"
#include "core/base/prefetch.h"
#include "core/color/color.h"
#include "plugin/mapping/color_zones.h"

namespace color_clusters {

/// Answers for whole cells of layer colors (see ColorZones) which cluster is the nearest of all of
/// their colors, if it is the same one, and for each color of others which it is, if it is not too
/// close to another one. So most pixels need not be moved to the cluster space. Cells are looked at
/// when they are first asked for, from any thread.
class CellClusters {
 public:
  /// More clusters than this cannot be told from `undecided`.
  static constexpr std::size_t most_clusters = 0xFFFE;
  /// The answer for a color that has to be moved to the cluster space.
  static constexpr std::uint16_t undecided = 0xFFFF;

  /// Whether the colors of a cell are asked for, too. Otherwise all that have several clusters are
  /// undecided.
  enum class Answers { cells, colors };

  /// What is known of a cell.
  using Entry = std::uint32_t;
  /// Of a cell of which all colors are undecided.
  static constexpr Entry without_rivals = 0xFFFFFFFF;

  /// Of equally near centers the one with the lowest rank is the nearest, or the first where there
  /// are no ranks.
  CellClusters(std::span<const Color> centers, std::span<const std::uint16_t> ranks,
               const ClusterSpace& space, Answers answers);

  /// The cell of a color of three values, numbered in Morton order, and the color's eighth of it:
  /// for ordinary colors the morton_index of the bytes that they are rounded to; `no_morton_index`
  /// where a color is in no cell.
  [[nodiscard]] std::uint32_t key(const float* color) const;

  /// What is known of the cell of a color.
  Entry entry(std::uint32_t key) {
    const std::uint32_t cell = key / eighths;
    const Entry found = known(entries_[cell]);
    return found != 0 ? found : learn_cell(cell);
  }
  /// What is known of the smallest part that the cell was cut into and the color lies in.
  Entry part(Entry entry, std::uint32_t key, const float* color) {
    return is_split(entry) ? find_part(entry, key, color) : entry;
  }
  /// Begins to load what `part` or `nearest` will look at.
  void prefetch(Entry entry) {
    if (is_split(entry)) {
      color_clusters::prefetch(splits_[entry - first_split].parts);
    } else if (entry >= first_rivals && entry != without_rivals) {
      color_clusters::prefetch(rivals_[entry - first_rivals]);
    }
  }

  /// Whether one cluster is the nearest of all colors there, and which.
  static bool has_one(Entry entry) { return entry < first_split; }
  static std::uint16_t only_one(Entry entry) { return static_cast<std::uint16_t>(entry - 1); }

  /// The nearest cluster of a color in a part, or `undecided`.
  std::uint16_t nearest(Entry part, const float* color);

 private:
  using Candidates = std::vector<std::uint16_t>;
  /// Groups of 8 × 8 × 8 cells share a list of the clusters that can be nearest in any of them.
  static constexpr unsigned group_bits = 3;

  /// Up to four clusters that are the nearest of parts of a cell. The squared distance of each,
  /// less that of the cell's first one, is constant + slope · color. Two of them are closer than
  /// that can tell if they differ by no more than `margin`.
  struct Rivals {
    static constexpr std::size_t lanes = 4;
    std::array<std::array<float, lanes>, 3> slope{};
    std::array<float, lanes> constant{};
    std::array<std::uint16_t, lanes> cluster{};
    float margin = 0.0F;
    /// How many more the cell has after these.
    std::uint32_t left = 0;
  };
  /// Where there are more of these, all colors of a cell are undecided.
  static constexpr std::size_t most_rivals = 4;

  /// A cell that is halved along each channel.
  static constexpr std::uint32_t eighths = 8;
  struct Split {
    std::array<Entry, eighths> parts{};
    /// The clusters that can be nearest in any of them.
    Candidates candidates;
  };

  // Entries: 0 is not known; up to 0xFFFF one more than the only cluster; from first_split on the
  // number of a split cell; and from first_rivals on that of the first rivals.
  static constexpr Entry first_split = 0x10000;
  static constexpr Entry first_rivals = 0x80000000;

  static Entry known(Entry& entry) {
    return std::atomic_ref(entry).load(std::memory_order_acquire);
  }
  static bool is_split(Entry entry) { return entry >= first_split && entry < first_rivals; }
  Entry learn_cell(std::uint32_t number);
  Entry find_part(Entry entry, std::uint32_t key, const float* color);
  Entry learn(const ColorZones::Cell& cell, const Candidates& near, Entry& entry);
  const Candidates& candidates(std::uint32_t group);
  [[nodiscard]] Candidates nearest_somewhere_in(const ColorZones::Zone& zone,
                                                std::span<const std::uint16_t> candidates) const;
  [[nodiscard]] std::vector<Rivals> rivals(const ColorZones::Chart& chart,
                                           std::span<const std::uint16_t> clusters) const;
  std::optional<Entry> keep(const Split& split);
  std::optional<Entry> keep(std::span<const Rivals> rivals);

  std::vector<Color> centers_;
  ColorZones zones_;
  Answers answers_;
  /// All but those that never are the nearest, because others are the same.
  Candidates distinct_;
  /// Accessed atomically, as the lists of candidates; threads write only what any of them would,
  /// but for the places of splits and rivals, and where there is no room left for them.
  ZeroedArray<Entry> entries_;
  std::vector<std::atomic<const Candidates*>> candidates_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<const Candidates>> lists_;
  /// Of a cell they lie next to each other.
  GrowingArray<Rivals, 1024, 512> rivals_;
  GrowingArray<Split, 1024, 512> splits_;
};

}  // namespace color_clusters
