// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dither/mix_sets.h"

#include <algorithm>
#include <mutex>

namespace color_clusters {
namespace {

using Vectors = std::array<std::array<double, 3>, 3>;

/// For the first `count` vectors, which do not depend on each other, as many in their span that
/// have the product 1 with one of them and 0 with the others.
Vectors dual_basis(const Vectors& vectors, std::size_t count) {
  // The inverse of all products among them, times the vectors.
  std::array<std::array<double, 6>, 3> rows{};
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < count; ++k) {
      for (std::size_t c = 0; c < 3; ++c) rows[i][k] += vectors[i][c] * vectors[k][c];
    }
    for (std::size_t c = 0; c < 3; ++c) rows[i][3 + c] = vectors[i][c];
  }
  for (std::size_t i = 0; i < count; ++i) {
    // Not 0 unless the vectors depend on each other; then any answer is as good.
    const double pivot = std::max(rows[i][i], 1e-30);
    for (double& value : rows[i]) value /= pivot;
    for (std::size_t k = 0; k < count; ++k) {
      if (k == i) continue;
      const double factor = rows[k][i];
      for (std::size_t c = 0; c < 6; ++c) rows[k][c] -= factor * rows[i][c];
    }
  }
  Vectors result{};
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t c = 0; c < 3; ++c) result[i][c] = rows[i][3 + c];
  }
  return result;
}

}  // namespace

void MixSets::find(std::span<const ConvexMix> mixes, std::span<std::uint32_t> numbers) {
  constexpr std::uint32_t unknown = 0xFFFFFFFF;
  std::vector<std::size_t> new_ones;
  {
    const std::shared_lock lock(mutex_);
    MixColors last_colors{};
    for (std::size_t i = 0; i < mixes.size(); ++i) {
      const MixColors colors = colors_of(mixes[i]);
      // Colors that come one after the other are often alike.
      if (i > 0 && colors == last_colors) {
        numbers[i] = numbers[i - 1];
      } else {
        const auto known = numbers_.find(colors);
        numbers[i] = known != numbers_.end() ? known->second : unknown;
      }
      if (numbers[i] == unknown) new_ones.push_back(i);
      last_colors = colors;
    }
  }
  if (new_ones.empty()) return;
  const std::unique_lock lock(mutex_);
  for (const std::size_t i : new_ones) {
    const auto [known, is_new] = numbers_.try_emplace(colors_of(mixes[i]));
    if (is_new) known->second = static_cast<std::uint32_t>(sets_.push(make_set(mixes[i])));
    numbers[i] = known->second;
  }
}

/// The weights are the barycentric coordinates of a point x of the plane, line or space through the
/// colors p0, p1, … of a mix: x = p0 + Σ wi (pi - p0); of other points, those of the nearest such
/// one.
MixSet MixSets::make_set(const ConvexMix& mix) const {
  MixSet set{.colors = colors_of(mix), .points = {}, .growth = {}};
  Vectors sides{};
  const Color& origin = palette_[set.colors[0]];
  for (std::size_t i = 0; i < 4; ++i) {
    const Color& color = palette_[set.colors[i]];
    set.points[i] = MixSet::Vector{color[0], color[1], color[2], 0.0F};
    if (i == 0 || i >= mix.count) continue;
    for (std::size_t c = 0; c < 3; ++c) {
      sides[i - 1][c] = static_cast<double>(color[c]) - origin[c];
    }
  }
  const Vectors growth = dual_basis(sides, mix.count - 1);
  for (std::size_t i = 1; i < mix.count; ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      set.growth[c][i] = static_cast<float>(growth[i - 1][c]);
      set.growth[c][0] -= set.growth[c][i];
    }
  }
  return set;
}

}  // namespace color_clusters
