// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/large_arrays.h"
#include "core/base/prefetch.h"

namespace color_clusters {

/// Keeps results for numbers, of all threads: for the first `most` numbers that come, and for good.
/// Each must depend on its number alone; then no result depends on what is kept.
///
/// Memory: 4 bytes for each number there is and a value for each one that is kept, as far as they
/// are used: what lies between is not touched.
template <typename Value>
class NumberedValues {
 public:
  /// For numbers below `numbers`, which is above 0. `most` is below 2^32 - 1.
  NumberedValues(std::size_t numbers, std::size_t most) : slots_(numbers), most_(most) {
    entries_.resize(most);
  }

  /// Writes the values of those numbers for which `is_wanted(i)` to `values`, which is as long; the
  /// others stay as they are, but their numbers, too, are below `numbers`. `find(numbers, values)`
  /// computes what is not known; it is called at most once, and may get a number several times. Can
  /// be called from several threads at once.
  template <typename IsWanted, typename Find>
  void look_up(std::span<const std::uint32_t> numbers, IsWanted is_wanted, Find find,
               std::span<Value> values) {
    std::vector<std::uint32_t> unknown;
    std::vector<std::size_t> places;
    // What is needed is asked of memory in time: first the slot, then, with what it says, the
    // entry.
    std::array<Slot, ahead> next{};
    const std::size_t size = numbers.size();
    for (std::size_t step = 0; step < size + ahead; ++step) {
      if (step + ahead < size) prefetch(slots_[numbers[step + ahead]]);
      const Slot slot = next[step % ahead];
      if (step < size) {
        Slot& coming = next[step % ahead];
        coming = std::atomic_ref(slots_[numbers[step]]).load(std::memory_order_acquire);
        if (coming != 0) prefetch(entries_[coming - 1]);
      }
      if (step < ahead || !is_wanted(step - ahead)) continue;
      const std::size_t i = step - ahead;
      if (slot != 0) {
        values[i] = entries_[slot - 1];
        continue;
      }
      // Areas of one color are frequent.
      if (unknown.empty() || unknown.back() != numbers[i]) unknown.push_back(numbers[i]);
      places.push_back(i);
    }
    if (unknown.empty()) return;
    std::vector<Value> found(unknown.size());
    find(std::span<const std::uint32_t>(unknown), std::span<Value>(found));
    for (std::size_t i = 0; i < unknown.size(); ++i) keep(unknown[i], found[i]);
    std::size_t at = 0;
    for (const std::size_t i : places) {
      if (unknown[at] != numbers[i]) ++at;
      values[i] = found[at];
    }
  }

 private:
  /// 0, or the place of the entry plus 1. Whoever reads it also sees the entry, which never changes
  /// again.
  using Slot = std::uint32_t;
  static constexpr std::size_t ahead = 16;

  void keep(std::uint32_t number, const Value& value) {
    const std::atomic_ref slot(slots_[number]);
    if (slot.load(std::memory_order_relaxed) != 0) return;
    if (count_.load(std::memory_order_relaxed) >= most_) return;
    const std::size_t place = count_.fetch_add(1, std::memory_order_relaxed);
    if (place >= most_) return;
    entries_[place] = value;
    // Two threads may keep the same number at the same time; then either entry will do.
    slot.store(static_cast<Slot>(place + 1), std::memory_order_release);
  }

  ZeroedArray<Slot> slots_;
  /// In the order in which they come: neighbors in the picture are neighbors in memory.
  LargeVector<Value> entries_;
  std::size_t most_;
  std::atomic<std::size_t> count_ = 0;
};

}  // namespace color_clusters
