// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/color/color.h"
#include "core/kmeans/color_bins.h"

namespace color_clusters {

/// A swap helps if it lowers the cost by more than this part of it: more than rounding can.
inline constexpr double smallest_swap_gain = 1e-9;

/// Neighbors that are looked at together, or not at all.
inline constexpr std::size_t points_per_block = 32;

/// Weighted points by coordinate, so that loops over them can use wide registers, in blocks of
/// neighbors, each with the smallest box around it.
struct Points {
  struct Box {
    std::array<double, 3> low;
    std::array<double, 3> high;
  };
  std::array<std::vector<double>, 3> at;
  std::vector<double> weights;
  std::vector<Box> boxes;

  explicit Points(const WeightedColors& bins) : weights(bins.weights) {
    for (const Color& color : bins.colors) {
      for (std::size_t c = 0; c < 3; ++c) at[c].push_back(color[c]);
    }
    for (std::size_t first = 0; first < size(); first += points_per_block) {
      Box& box = boxes.emplace_back();
      for (std::size_t c = 0; c < 3; ++c) {
        const auto [low, high] =
            std::ranges::minmax(std::span(at[c]).subspan(first, end_of(first) - first));
        box.low[c] = low;
        box.high[c] = high;
      }
    }
  }

  [[nodiscard]] std::size_t size() const { return weights.size(); }
  [[nodiscard]] std::size_t end_of(std::size_t first) const {
    return std::min(first + points_per_block, size());
  }

  [[nodiscard]] double squared_distance(std::size_t i, const Color& color) const {
    const double dx = at[0][i] - color[0];
    const double dy = at[1][i] - color[1];
    const double dz = at[2][i] - color[2];
    return dx * dx + dy * dy + dz * dz;
  }

  /// No point of the block is nearer than that, whatever rounding does: it keeps the order.
  [[nodiscard]] double least_distance(std::size_t block, const Color& color) const {
    double sum = 0.0;
    for (std::size_t c = 0; c < 3; ++c) {
      const double outside =
          std::max({boxes[block].low[c] - color[c], color[c] - boxes[block].high[c], 0.0});
      sum += outside * outside;
    }
    return sum;
  }

  /// Calls `visit(i, d)` for points whose squared distance d to a color may be less than the limit
  /// of their block.
  template <typename Visit>
  void for_near(const Color& color, std::span<const double> limits, Visit visit) const {
    std::array<double, points_per_block> distances;
    for (std::size_t block = 0; block < boxes.size(); ++block) {
      if (least_distance(block, color) >= limits[block]) continue;
      const std::size_t first = block * points_per_block;
      const std::size_t count = end_of(first) - first;
      for (std::size_t i = 0; i < count; ++i) distances[i] = squared_distance(first + i, color);
      for (std::size_t i = 0; i < count; ++i) visit(first + i, distances[i]);
    }
  }
};

/// Some entries of a palette with what they cost: each point costs its weight × squared distance to
/// the nearest of them.
class Choice {
 public:
  /// The first `kept` of the entries are never swapped.
  Choice(const Points& points, std::span<const Color> palette, std::span<const std::size_t> kept)
      : points_(&points),
        palette_(palette),
        kept_(kept.size()),
        near_(points.size()),
        near_limits_(points.boxes.size(), std::numeric_limits<double>::infinity()),
        second_limits_(points.boxes.size(), std::numeric_limits<double>::infinity()) {
    for (const std::size_t entry : kept) add(entry);
  }

  [[nodiscard]] const std::vector<std::size_t>& entries() const { return entries_; }

  [[nodiscard]] bool has(std::size_t entry) const {
    return std::ranges::find(entries_, entry) != entries_.end();
  }

  /// As of the last change.
  [[nodiscard]] double cost() const { return cost_; }

  /// What one more entry saves; of a first one, what it costs, negative.
  [[nodiscard]] double gain(std::size_t entry) const {
    double sum = 0.0;
    points_->for_near(palette_[entry], near_limits_, [&](std::size_t i, double distance) {
      const double before = entries_.empty() ? 0.0 : near_[i].distance;
      if (distance < near_[i].distance) sum += points_->weights[i] * (before - distance);
    });
    return sum;
  }

  void add(std::size_t entry) {
    entries_.push_back(entry);
    add_slot(entries_.size() - 1);
    update();
  }

  /// Swaps one of the chosen entries, at least two, for another one if that helps.
  bool try_swap(std::size_t entry) {
    changes_ = losses_;
    double saved = 0.0;
    points_->for_near(palette_[entry], second_limits_, [&](std::size_t i, double distance) {
      const Near& near = near_[i];
      if (distance >= near.second_distance) return;
      const double weight = points_->weights[i];
      // Without its nearest entry the point goes to this one, not to its second.
      changes_[near.slot] -= weight * (near.second_distance - std::max(distance, near.distance));
      if (distance < near.distance) saved += weight * (near.distance - distance);
    });
    const auto best =
        std::min_element(changes_.begin() + static_cast<std::ptrdiff_t>(kept_), changes_.end());
    if (saved - *best <= smallest_swap_gain * cost_) return false;
    const auto slot = static_cast<std::size_t>(best - changes_.begin());
    const std::size_t former = entries_[slot];
    const double former_cost = cost_;
    replace(slot, entry);
    if (cost_ < former_cost * (1.0 - smallest_swap_gain)) return true;
    // What is saved is a difference of sums that can be many times as large as the cost.
    replace(slot, former);
    return false;
  }

  /// Puts an entry in the place of another one.
  void replace(std::size_t slot, std::size_t entry) {
    entries_[slot] = entry;
    for (std::size_t i = 0; i < near_.size(); ++i) {
      Near& near = near_[i];
      if (near.slot != slot && near.second_slot != slot) continue;
      near = {};
      for (std::size_t s = 0; s < entries_.size(); ++s) {
        if (s != slot) near.add(s, points_->squared_distance(i, palette_[entries_[s]]));
      }
    }
    for (std::size_t block = 0; block < second_limits_.size(); ++block) measure(block);
    add_slot(slot);
    update();
  }

 private:
  /// The nearest two of the chosen entries: how far they are, squared, and their places in the
  /// list.
  struct Near {
    double distance = std::numeric_limits<double>::infinity();
    double second_distance = std::numeric_limits<double>::infinity();
    std::uint32_t slot = 0;
    std::uint32_t second_slot = 0;

    void add(std::size_t added, double added_distance) {
      if (added_distance >= second_distance) return;
      second_distance = added_distance;
      second_slot = static_cast<std::uint32_t>(added);
      if (second_distance >= distance) return;
      std::swap(distance, second_distance);
      std::swap(slot, second_slot);
    }
  };

  void add_slot(std::size_t slot) {
    points_->for_near(palette_[entries_[slot]], second_limits_,
                      [&](std::size_t i, double distance) { near_[i].add(slot, distance); });
  }

  /// The largest distances in a block.
  void measure(std::size_t block) {
    const std::size_t first = block * points_per_block;
    double near = 0.0;
    double second = 0.0;
    for (std::size_t i = first; i < points_->end_of(first); ++i) {
      near = std::max(near, near_[i].distance);
      second = std::max(second, near_[i].second_distance);
    }
    near_limits_[block] = near;
    second_limits_[block] = second;
  }

  /// What follows from the nearest entries.
  void update() {
    cost_ = 0.0;
    losses_.assign(entries_.size(), 0.0);
    for (std::size_t i = 0; i < near_.size(); ++i) {
      const Near& near = near_[i];
      cost_ += points_->weights[i] * near.distance;
      losses_[near.slot] += points_->weights[i] * (near.second_distance - near.distance);
    }
    for (std::size_t block = 0; block < second_limits_.size(); ++block) measure(block);
  }

  const Points* points_;
  std::span<const Color> palette_;
  std::vector<std::size_t> entries_;
  std::size_t kept_;
  std::vector<Near> near_;
  /// For each block, from where on another entry is not the nearest one of any point, or not even
  /// the second.
  std::vector<double> near_limits_;
  std::vector<double> second_limits_;
  double cost_ = std::numeric_limits<double>::infinity();
  /// For each chosen entry, what it costs to have it no more.
  std::vector<double> losses_;
  std::vector<double> changes_;
};

}  // namespace color_clusters
