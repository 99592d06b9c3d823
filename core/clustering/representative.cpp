// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clustering/representative.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

#include "core/base/parallel.h"
#include "core/color/cielab.h"

namespace color_clusters {
namespace {

constexpr std::size_t colors_per_task = 8192;

/// A vivid color has at most this many times its center's chroma: with more, grays would get tints.
constexpr float most_gain = 2.0F;
/// The largest deviation from the center's hue: tan 27°.
constexpr float most_turn = 0.5F;
/// Tolerance, so that rounding does not exclude one of several colors at the same distance.
constexpr double reach = 1.001;

/// The hue of a center, and how colorful others are in that hue.
class Hue {
 public:
  explicit Hue(const Color& center_srgb) {
    const Color lab = lab_from_srgb(center_srgb);
    chroma_ = std::hypot(lab[1], lab[2]);
    a_ = lab[1] / chroma_;
    b_ = lab[2] / chroma_;
  }

  /// The chroma along the hue; below 0 for what has another hue or would be a tint.
  [[nodiscard]] float chroma(const Color& srgb) const {
    const Color lab = lab_from_srgb(srgb);
    const float along = a_ * lab[1] + b_ * lab[2];
    const float across = std::abs(a_ * lab[2] - b_ * lab[1]);
    return along <= most_gain * chroma_ && across <= most_turn * along ? along : -1.0F;
  }

 private:
  float chroma_;
  float a_;
  float b_;
};

/// As near as the nearest color of a cluster are those that are no more than this part of the root
/// mean square distance farther away: a flat color is, whose edges draw the center away from it,
/// as long as it has four times their pixels.
constexpr double about_as_near = 0.5;

/// Clusters of the colors, each with its nearest color.
struct Members {
  std::vector<std::uint16_t> assignments;
  std::vector<std::size_t> nearest;
  /// The weighted mean of the squared distances to the center.
  std::vector<double> mean_square;
};

Members members_of(const ColorTree& tree, std::span<const Color> centers, int threads) {
  Members members{tree.assignments(centers, threads), std::vector<std::size_t>(centers.size(), 0),
                  std::vector<double>(centers.size(), 0.0)};
  std::vector<double> least(centers.size(), std::numeric_limits<double>::infinity());
  std::vector<double> weights(centers.size(), 0.0);
  for (std::size_t i = 0; i < tree.size(); ++i) {
    const std::size_t cluster = members.assignments[i];
    const double distance = squared_distance(tree.color(i), centers[cluster]);
    members.mean_square[cluster] += tree.weight(i) * distance;
    weights[cluster] += tree.weight(i);
    if (distance < least[cluster]) {
      least[cluster] = distance;
      members.nearest[cluster] = i;
    }
  }
  for (std::size_t i = 0; i < centers.size(); ++i) {
    if (weights[i] > 0.0) members.mean_square[i] /= weights[i];
  }
  return members;
}

/// The most colorful one so far.
struct Vivid {
  std::size_t member = 0;
  float chroma = -1.0F;
};

/// Finds the most colorful colors of some clusters.
class VividSearch {
 public:
  VividSearch(const ColorTree& tree, std::span<const Color> centers, const Members& members,
              const ToSrgb& to_srgb)
      : tree_(tree), centers_(centers), members_(members), to_srgb_(to_srgb) {
    std::vector<Color> srgb(centers.begin(), centers.end());
    to_srgb(srgb);
    for (const Color& color : srgb) hues_.emplace_back(color);
  }

  /// For each cluster the best of the colors from `begin` to before `end`.
  [[nodiscard]] std::vector<Vivid> best_of(std::size_t begin, std::size_t end) const {
    std::vector<std::size_t> candidates;
    std::vector<Color> colors;
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t cluster = members_.assignments[i];
      if (squared_distance(tree_.color(i), centers_[cluster]) >
          reach * members_.mean_square[cluster]) {
        continue;
      }
      candidates.push_back(i);
      colors.push_back(tree_.color(i));
    }
    to_srgb_(colors);
    std::vector<Vivid> best(centers_.size());
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const std::size_t cluster = members_.assignments[candidates[i]];
      const float chroma = hues_[cluster].chroma(colors[i]);
      if (chroma > best[cluster].chroma) best[cluster] = {candidates[i], chroma};
    }
    return best;
  }

 private:
  const ColorTree& tree_;
  std::span<const Color> centers_;
  const Members& members_;
  const ToSrgb& to_srgb_;
  std::vector<Hue> hues_;
};

}  // namespace

std::vector<std::size_t> nearest_members(const ColorTree& tree, std::span<const Color> centers,
                                         int threads) {
  const Members members = members_of(tree, centers, threads);
  const auto distance_of = [&](std::size_t i, std::size_t cluster) {
    return squared_distance(tree.color(i), centers[cluster]);
  };
  if (tree.size() == 0) return members.nearest;
  std::vector<double> most(centers.size());
  for (std::size_t cluster = 0; cluster < centers.size(); ++cluster) {
    const double farthest = std::sqrt(distance_of(members.nearest[cluster], cluster)) +
                            about_as_near * std::sqrt(members.mean_square[cluster]);
    most[cluster] = farthest * farthest;
  }
  std::vector<std::size_t> best = members.nearest;
  for (std::size_t i = 0; i < tree.size(); ++i) {
    const std::size_t cluster = members.assignments[i];
    const std::size_t other = best[cluster];
    const double distance = distance_of(i, cluster);
    if (distance > most[cluster]) continue;
    if (std::pair(-tree.weight(i), distance) <
        std::pair(-tree.weight(other), distance_of(other, cluster))) {
      best[cluster] = i;
    }
  }
  return best;
}

std::vector<std::size_t> vivid_members(const ColorTree& tree, std::span<const Color> centers,
                                       const ToSrgb& to_srgb, int threads) {
  const Members members = members_of(tree, centers, threads);
  const VividSearch search(tree, centers, members, to_srgb);
  std::vector<std::vector<Vivid>> parts(range_count(tree.size(), colors_per_task));
  parallel_ranges(tree.size(), colors_per_task, threads, [&](std::size_t begin, std::size_t end) {
    parts[begin / colors_per_task] = search.best_of(begin, end);
  });
  std::vector<Vivid> best(centers.size());
  for (const std::vector<Vivid>& part : parts) {
    for (std::size_t i = 0; i < best.size(); ++i) {
      if (part[i].chroma > best[i].chroma) best[i] = part[i];
    }
  }
  std::vector<std::size_t> result = members.nearest;
  for (std::size_t i = 0; i < best.size(); ++i) {
    if (best[i].chroma >= 0.0F) result[i] = best[i].member;
  }
  return result;
}

}  // namespace color_clusters
