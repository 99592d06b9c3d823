// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/large_arrays.h"
#include "core/base/prefetch.h"
#include "core/color/color.h"

namespace color_clusters {

/// The bits of a color: as a float, NaN would not be equal to itself.
using ColorKey = std::array<std::uint32_t, 3>;

inline ColorKey color_key(const Color& color) {
  return {std::bit_cast<std::uint32_t>(color[0]), std::bit_cast<std::uint32_t>(color[1]),
          std::bit_cast<std::uint32_t>(color[2])};
}

/// Multiplicative hashing: odd factors without pattern. The upper bits are the good ones.
inline std::uint64_t color_key_hash(const ColorKey& key) {
  std::uint64_t sum = key[0] * 0x9E3779B97F4A7C15U;
  sum = (sum ^ key[1]) * 0xC2B2AE3D27D4EB4FU;
  return (sum ^ key[2] ^ sum >> 32U) * 0x9E3779B97F4A7C15U;
}

/// Keeps per-color results for all threads: of the first 2^bits - 1 colors that come, for good. If
/// nearly all colors were new until then, as in layers of floats, nothing is looked up any more. A
/// value must depend on the color alone; then no result depends on what is kept.
///
/// Memory: 8 bytes × 2^bits, and for each color kept 12 bytes more than a value.
template <typename Value, unsigned bits>
class SharedColors {
 public:
  /// The most colors that are kept for all threads.
  static constexpr std::size_t most = (std::size_t{1} << bits) - 1;

  SharedColors() : slots_(slot_count) { entries_.resize(most); }

  /// Writes the values of those colors for which `is_wanted(i)` to `values`, which is as long; the
  /// others stay as they are. `find(colors, values)` computes what is not known; it is called at
  /// most once, and may get a color several times. Can be called from several threads at once.
  template <typename IsWanted, typename Find>
  void look_up(std::span<const Color> colors, IsWanted is_wanted, Find find,
               std::span<Value> values) {
    std::vector<Color> unknown;
    std::vector<std::size_t> places;
    const auto find_unknown = [&] {
      std::vector<Value> found(unknown.size());
      if (!unknown.empty()) find(std::span<const Color>(unknown), std::span<Value>(found));
      for (std::size_t i = 0; i < unknown.size(); ++i) values[places[i]] = found[i];
      return found;
    };
    const auto add_unknown = [&](std::size_t i) {
      unknown.push_back(colors[i]);
      places.push_back(i);
    };
    if (is_useless_.load(std::memory_order_relaxed)) {
      for (std::size_t i = 0; i < colors.size(); ++i) {
        if (is_wanted(i)) add_unknown(i);
      }
      find_unknown();
      return;
    }
    asked_.fetch_add(colors.size(), std::memory_order_relaxed);
    // Hashes and keys of the next colors, so that memory is asked in time: first for the slot,
    // then, with what it says, for the entry.
    std::array<Hashed, 2 * ahead> next;
    const std::size_t size = colors.size();
    for (std::size_t step = 0; step < size + 2 * ahead; ++step) {
      // Color `step - 2 * ahead` is looked up, in whose place in the ring color `step` goes.
      if (step >= 2 * ahead) {
        const std::size_t i = step - 2 * ahead;
        if (is_wanted(i)) {
          const Entry* const entry = entry_of(next[i % next.size()]);
          if (entry != nullptr) {
            values[i] = entry->value;
          } else {
            add_unknown(i);
          }
        }
      }
      if (step < size) {
        Hashed& hashed = next[step % next.size()];
        hashed.key = color_key(colors[step]);
        hashed.hash = color_key_hash(hashed.key);
        prefetch(slots_[place_of(hashed.hash)]);
      }
      if (step >= ahead && step - ahead < size) {
        prefetch_entry(slot(place_of(next[(step - ahead) % next.size()].hash)));
      }
    }
    const std::vector<Value> found = find_unknown();
    if (is_full()) return;
    for (std::size_t i = 0; i < unknown.size(); ++i) keep(unknown[i], found[i]);
  }

 private:
  struct Entry {
    ColorKey key;
    Value value;
  };
  struct Hashed {
    ColorKey key;
    std::uint64_t hash;
  };

  /// A slot is 0, or the number of an entry plus 1 and above it some bits of the hash, so that
  /// entries of other colors are seldom read. No more than half of the slots are in use.
  using Slot = std::uint32_t;
  static constexpr unsigned slot_bits = bits + 1;
  static constexpr std::size_t slot_count = std::size_t{1} << slot_bits;
  static constexpr Slot number_mask = (Slot{1} << bits) - 1;
  static constexpr std::size_t ahead = 8;
  static_assert(bits < 24);

  static std::size_t place_of(std::uint64_t hash) {
    return static_cast<std::size_t>(hash >> (64U - slot_bits));
  }
  /// Of the bits below those of the place.
  static Slot tag_of(std::uint64_t hash) {
    return static_cast<Slot>(hash >> (32U - slot_bits)) & ~number_mask;
  }
  static std::size_t after(std::size_t place) { return (place + 1) % slot_count; }

  /// Whoever reads a number in a slot also sees the entry, which never changes again.
  Slot slot(std::size_t place) {
    return std::atomic_ref(slots_[place]).load(std::memory_order_acquire);
  }

  void prefetch_entry(Slot slot) const {
    if (slot != 0) prefetch(entries_[(slot & number_mask) - 1]);
  }

  const Entry* entry_of(const Hashed& color) {
    const Slot tag = tag_of(color.hash);
    for (std::size_t place = place_of(color.hash);; place = after(place)) {
      const Slot here = slot(place);
      if (here == 0) return nullptr;
      if (((here ^ tag) & ~number_mask) != 0) continue;
      const Entry& entry = entries_[(here & number_mask) - 1];
      if (entry.key == color.key) return &entry;
    }
  }

  [[nodiscard]] bool is_full() const { return count_.load(std::memory_order_relaxed) >= most; }

  void keep(const Color& color, const Value& value) {
    const ColorKey key = color_key(color);
    const Hashed hashed{.key = key, .hash = color_key_hash(key)};
    if (is_full() || entry_of(hashed) != nullptr) return;
    const std::size_t number = count_.fetch_add(1, std::memory_order_relaxed);
    if (number >= most) return;
    if (number + 1 == most && asked_.load(std::memory_order_relaxed) < 2 * most) {
      is_useless_.store(true, std::memory_order_relaxed);
    }
    entries_[number] = Entry{.key = key, .value = value};
    const Slot mine = tag_of(hashed.hash) | static_cast<Slot>(number + 1);
    // Two threads may keep the same color at the same time; then the second entry is never read.
    for (std::size_t place = place_of(hashed.hash);; place = after(place)) {
      Slot empty = 0;
      if (std::atomic_ref(slots_[place])
              .compare_exchange_strong(empty, mine, std::memory_order_release,
                                       std::memory_order_relaxed)) {
        return;
      }
    }
  }

  ZeroedArray<Slot> slots_;
  /// In the order in which they come: neighbors in the picture are neighbors in memory.
  LargeVector<Entry> entries_;
  std::atomic<std::size_t> count_ = 0;
  /// Colors looked up so far.
  std::atomic<std::size_t> asked_ = 0;
  std::atomic<bool> is_useless_ = false;
};

}  // namespace color_clusters
