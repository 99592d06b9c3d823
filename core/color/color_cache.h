// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

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
      if (i + ahead < colors.size()) prefetch(&entries_[place_of(key_of(colors[i + ahead]))]);
      if (!is_wanted(i)) continue;
      const Key key = key_of(colors[i]);
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
      const Key key = key_of(unknown_[i]);
      entries_[place_of(key)] = {.key = key, .is_used = true, .value = found_[i]};
    }
  }

 private:
  /// Twice as many entries are hardly faster with 16 colors, and half as many are slower with 256.
  static constexpr unsigned bits = 17;

  using Key = ColorKey;
  struct Entry {
    Key key{};
    bool is_used = false;
    Value value{};
  };

  /// By how many colors memory is asked before it is needed: the entries fit into no near cache.
  static constexpr std::size_t ahead = 8;

  static void prefetch(const Entry* entry) {
    const auto* const begin = reinterpret_cast<const std::byte*>(entry);
    for (std::size_t line = 0; line < sizeof(Entry); line += 64) __builtin_prefetch(begin + line);
  }

  static Key key_of(const Color& color) { return color_key(color); }

  static std::size_t place_of(const Key& key) {
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

}  // namespace color_clusters
