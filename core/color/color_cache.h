// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
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

/// A direct-mapped cache of per-color results: nearby pixels have few different colors. A cached
/// value must depend on the color alone; then no result depends on what is in the cache. For one
/// thread at a time.
template <typename Value>
class ColorCache {
 public:
  ColorCache() : entries_(std::size_t{1} << bits) {}

  /// Writes the values of those of a few thousand colors at most for which `is_wanted(i)` to
  /// `values`, which is as long; the others stay as they are. `find(colors, values)` computes the
  /// misses; it is called at most once.
  template <typename IsWanted, typename Find>
  void look_up(std::span<const Color> colors, IsWanted is_wanted, Find find,
               std::span<Value> values) {
    unknown_.clear();
    places_.clear();
    for (std::size_t i = 0; i < colors.size(); ++i) {
      if (i + ahead < colors.size()) prefetch(entries_[place_of(color_key(colors[i + ahead]))]);
      if (!is_wanted(i)) continue;
      const ColorKey key = color_key(colors[i]);
      const Entry& entry = entries_[place_of(key)];
      if (entry.is_used && entry.key == key) {
        values[i] = entry.value;
      } else {
        unknown_.push_back(colors[i]);
        places_.push_back(i);
      }
    }
    if (unknown_.empty()) return;
    found_.resize(unknown_.size());
    find(std::span<const Color>(unknown_), std::span<Value>(found_));
    for (std::size_t i = 0; i < unknown_.size(); ++i) {
      values[places_[i]] = found_[i];
      const ColorKey key = color_key(unknown_[i]);
      entries_[place_of(key)] = {.key = key, .is_used = true, .value = found_[i]};
    }
  }

 private:
  /// Twice as many entries are hardly faster with 16 colors, and half as many are slower with 256.
  static constexpr unsigned bits = 17;

  struct Entry {
    ColorKey key{};
    bool is_used = false;
    Value value{};
  };

  /// By how many colors memory is asked before it is needed: the entries fit into no near cache.
  static constexpr std::size_t ahead = 8;

  static std::size_t place_of(const ColorKey& key) {
    return static_cast<std::size_t>(color_key_hash(key) >> (64U - bits));
  }

  std::vector<Entry> entries_;
  /// The misses: their colors, their indices among all, and the values found for them.
  std::vector<Color> unknown_;
  std::vector<std::size_t> places_;
  std::vector<Value> found_;
};

/// A pool of objects of which each thread needs one of its own for a while.
template <typename Thing>
class Pool {
 public:
  /// An object of the pool, which gets it back when the loan ends.
  class Loan {
   public:
    explicit Loan(Pool& pool) : pool_(pool), thing_(pool.take()) {}
    ~Loan() { pool_.give_back(std::move(thing_)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    Loan(Loan&&) = delete;
    Loan& operator=(Loan&&) = delete;

    Thing& operator*() { return *thing_; }
    Thing* operator->() { return thing_.get(); }

   private:
    Pool& pool_;
    std::unique_ptr<Thing> thing_;
  };

 private:
  std::unique_ptr<Thing> take() {
    {
      const std::lock_guard lock(mutex_);
      if (!things_.empty()) {
        std::unique_ptr<Thing> thing = std::move(things_.back());
        things_.pop_back();
        return thing;
      }
    }
    return std::make_unique<Thing>();
  }

  void give_back(std::unique_ptr<Thing> thing) {
    const std::lock_guard lock(mutex_);
    things_.push_back(std::move(thing));
  }

  std::mutex mutex_;
  std::vector<std::unique_ptr<Thing>> things_;
};

/// Keeps per-color results for all threads: of the first 2^bits - 1 colors that come, for good;
/// after that of some of the others, in a ColorCache for each thread. Where nearly every color was
/// new until then, as in layers of floats, only the caches are used from then on. A value must
/// depend on the color alone; then no result depends on what is kept.
///
/// Memory: 8 bytes × 2^bits, and for each color kept 12 bytes more than a value. The caches are
/// made when they are first needed.
template <typename Value, unsigned bits>
class SharedColors {
 public:
  /// The most colors that are kept for all threads.
  static constexpr std::size_t most = (std::size_t{1} << bits) - 1;

  SharedColors() : slots_(slot_count) { entries_.resize(most); }

  /// As ColorCache::look_up; can be called from several threads at once. `find` gets some colors
  /// several times, and may be called in several threads for the same color.
  template <typename IsWanted, typename Find>
  void look_up(std::span<const Color> colors, IsWanted is_wanted, Find find,
               std::span<Value> values) {
    if (is_useless_.load(std::memory_order_relaxed)) {
      typename Pool<ColorCache<Value>>::Loan cache(caches_);
      cache->look_up(colors, is_wanted, find, values);
      return;
    }
    asked_.fetch_add(colors.size(), std::memory_order_relaxed);
    std::vector<Color> unknown;
    std::vector<std::size_t> places;
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
            unknown.push_back(colors[i]);
            places.push_back(i);
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
    if (unknown.empty()) return;
    std::vector<Value> found(unknown.size());
    if (is_full()) {
      typename Pool<ColorCache<Value>>::Loan cache(caches_);
      cache->look_up(
          std::span<const Color>(unknown), [](std::size_t) { return true; }, find,
          std::span<Value>(found));
    } else {
      find(std::span<const Color>(unknown), std::span<Value>(found));
      for (std::size_t i = 0; i < unknown.size(); ++i) keep(unknown[i], found[i]);
    }
    for (std::size_t i = 0; i < unknown.size(); ++i) values[places[i]] = found[i];
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
  Pool<ColorCache<Value>> caches_;
};

}  // namespace color_clusters
