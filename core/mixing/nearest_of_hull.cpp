// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mixing/nearest_of_hull.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace color_clusters {

void NearestOfHull::find(const ConvexMix& beginning) {
  if (beginning.count == 0 || !start_at(beginning)) start();
  for (int steps = 0; steps < most_exchanges; ++steps) {
    const std::size_t added = find_added();
    if (added == no_index || count_ == 4) return;
    points_[count_] = added;
    weights_[count_] = 0.0;
    ++count_;
    if (!settle()) return;
    set_nearest();
  }
}

ConvexMix NearestOfHull::mix() const {
  ConvexMix mix{.parts = {}, .count = count_};
  for (std::size_t i = 0; i < count_; ++i) {
    mix.parts[i] = {.color = static_cast<std::uint16_t>(points_[i]), .weight = weights_[i]};
  }
  tidy(mix);
  return mix;
}

void NearestOfHull::start() {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t j = 0; j < palette_.size; ++j) {
    const MixPoint to = difference(palette_.point(j), target_);
    if (dot(to, to) >= least) continue;
    least = dot(to, to);
    points_[0] = j;
  }
  weights_[0] = 1.0;
  count_ = 1;
  set_nearest();
}

bool NearestOfHull::start_at(const ConvexMix& beginning) {
  count_ = beginning.count;
  for (std::size_t i = 0; i < count_; ++i) {
    points_[i] = beginning.parts[i].color;
    weights_[i] = 1.0 / static_cast<double>(count_);
  }
  const bool is_settled = settle();
  set_nearest();
  return is_settled;
}

void NearestOfHull::set_nearest() {
  nearest_ = {};
  for (std::size_t i = 0; i < count_; ++i) {
    const MixPoint point = palette_.point(points_[i]);
    for (std::size_t c = 0; c < 3; ++c) nearest_[c] += weights_[i] * point[c];
  }
}

/// The palette color that is furthest on this side of the plane through the nearest point so far,
/// or none if all are on it or beyond.
std::size_t NearestOfHull::find_added() {
  const MixPoint normal = difference(nearest_, target_);
  const double plane = dot(normal, nearest_);
  const double length = std::sqrt(dot(normal, normal));
  const double flat = no_weight * length;
  std::size_t on_plane = 0;
  std::size_t best = no_index;
  double least = plane - 1e-13 * (1.0 + length);
  for (std::size_t j = 0; j < palette_.size; ++j) {
    const double height = dot(normal, palette_.point(j));
    on_plane += height <= plane + flat ? 1 : 0;
    if (height < least) {
      least = height;
      best = j;
    }
  }
  has_others_ = on_plane > count_;
  const auto used = points_.begin() + static_cast<std::ptrdiff_t>(count_);
  return std::find(points_.begin(), used, best) == used ? best : no_index;
}

/// Moves to the nearest point of the plane (or line) through the points, and drops those in the
/// way until it is between the others.
bool NearestOfHull::settle() {
  while (true) {
    std::array<double, 4> wanted{};
    if (!solve_plane(wanted)) {
      --count_;
      return false;
    }
    double step = 1.0;
    for (std::size_t i = 0; i < count_; ++i) {
      if (wanted[i] > no_weight) continue;
      step = std::min(step, weights_[i] / std::max(weights_[i] - wanted[i], no_weight));
    }
    for (std::size_t i = 0; i < count_; ++i) {
      weights_[i] += step * (wanted[i] - weights_[i]);
    }
    if (step >= 1.0) return true;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      if (weights_[i] <= no_weight) continue;
      points_[kept] = points_[i];
      weights_[kept++] = weights_[i];
    }
    if (kept == count_) return false;
    count_ = kept;
  }
}

/// The weights, of any sign, of the point nearest to the target on the plane through the points;
/// false if they do not span one. By the normal equations of the differences to the first point.
bool NearestOfHull::solve_plane(std::array<double, 4>& wanted) const {
  const std::size_t n = count_ - 1;
  const MixPoint origin = palette_.point(points_[0]);
  const MixPoint to_target = difference(target_, origin);
  std::array<MixPoint, 3> sides{};
  std::array<std::array<double, 4>, 3> rows{};
  for (std::size_t i = 0; i < n; ++i) {
    sides[i] = difference(palette_.point(points_[i + 1]), origin);
    rows[i][3] = dot(sides[i], to_target);
    for (std::size_t k = 0; k <= i; ++k) rows[i][k] = rows[k][i] = dot(sides[i], sides[k]);
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (rows[i][i] <= 1e-13 * dot(sides[i], sides[i])) return false;
    for (std::size_t k = i + 1; k < n; ++k) {
      const double factor = rows[k][i] / rows[i][i];
      for (std::size_t c = i; c < 4; ++c) rows[k][c] -= factor * rows[i][c];
    }
  }
  wanted[0] = 1.0;
  for (std::size_t i = n; i-- > 0;) {
    double value = rows[i][3];
    for (std::size_t k = i + 1; k < n; ++k) value -= rows[i][k] * wanted[k + 1];
    wanted[i + 1] = value / rows[i][i];
    wanted[0] -= wanted[i + 1];
  }
  return true;
}

}  // namespace color_clusters
