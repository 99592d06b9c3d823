// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mixing/mix_region.h"

#include <algorithm>
#include <cmath>

namespace color_clusters {
namespace {

/// Weights and distances to a border are at least that well inside: more than what the solution of
/// the linear program takes for 0, and than rounding errors.
constexpr double inside = 1e-8;
/// What weights grow by along an axis, at most: otherwise colors are so close together or so near
/// to one line that rounding errors would be as large.
constexpr double steepest = 1e6;
/// Colors nearer than this to the plane, line or point of others are on it, but for rounding.
constexpr double flat = 1e-9;

double length(const MixPoint& vector) { return std::sqrt(dot(vector, vector)); }

/// The linear function that is the product of `vector` and the way from `origin` to a place.
std::array<double, 4> along(const MixPoint& vector, const MixPoint& origin) {
  return {vector[0], vector[1], vector[2], -dot(vector, origin)};
}

}  // namespace

std::optional<MixRegion> MixRegion::around(const MixPoint& place, const ConvexMix& mix,
                                           const MixPoints& points) {
  MixRegion region;
  region.count_ = mix.count;
  for (std::size_t i = 0; i < mix.count; ++i) region.colors_[i] = mix.parts[i].color;
  std::sort(region.colors_.begin(),
            region.colors_.begin() + static_cast<std::ptrdiff_t>(mix.count));
  bool is_set = false;
  switch (mix.count) {
    case 4:
      is_set = region.set_simplex(points);
      break;
    case 3:
      is_set = region.set_face(points);
      break;
    case 2:
      is_set = region.set_edge(points);
      break;
    default:
      is_set = region.set_corner(points);
      break;
  }
  ConvexMix again;
  if (!is_set || !region.find(place, again)) return std::nullopt;
  return region;
}

bool MixRegion::find(const MixPoint& place, ConvexMix& mix) const {
  const auto less = [](const Two& a, const Two& b) { return a < b ? a : b; };
  const std::array<Two, 2> weights{weights_.at(0, place), weights_.at(1, place)};
  Two least = less(weights[0], weights[1]);
  if (!(least[0] > inside && least[1] > inside)) return false;
  for (const Rows& limits : limits_) {
    least = less(limits.at(0, place), limits.at(1, place));
    if (!(least[0] > inside && least[1] > inside)) return false;
  }
  mix.count = count_;
  for (std::size_t i = 0; i < 4; ++i) {
    mix.parts[i] = {.color = colors_[i], .weight = i < count_ ? weights[i / 2][i % 2] : 0.0};
  }
  const double sum =
      (mix.parts[0].weight + mix.parts[1].weight) + (mix.parts[2].weight + mix.parts[3].weight);
  const double scale = 1.0 / sum;
  for (ConvexMix::Part& part : mix.parts) part.weight *= scale;
  return true;
}

bool MixRegion::is_corner(std::size_t point) const {
  const auto used = colors_.begin() + static_cast<std::ptrdiff_t>(count_);
  return std::find(colors_.begin(), used, point) != used;
}

/// Whether no mix of other colors that are in the same space, plane, line or point as these is
/// nearer to what these mix to: a color's cost is not below the linear function of their costs.
bool MixRegion::is_best_among(std::size_t other, const MixPoints& points) const {
  const MixPoint place = points.point(other);
  double cost = 0.0;
  double steepness = 1.0;
  for (std::size_t i = 0; i < count_; ++i) {
    const double part = weights_.at(i / 2, place)[i % 2] * points.costs[colors_[i]];
    cost += part;
    steepness = std::max(steepness, std::abs(part));
  }
  return points.costs[other] >= cost - no_weight * steepness;
}

bool MixRegion::set_simplex(const MixPoints& points) {
  MixBasis basis;
  std::ranges::copy(colors_, basis.points.begin());
  if (!basis.invert(points) || !basis.is_best(points)) return false;
  return set_weights(basis.inverse);
}

/// Weights are those of the point below; the place is on the other side of the face than all colors
/// that are not on it. Where all are on it, either side will do.
bool MixRegion::set_face(const MixPoints& points) {
  const MixPoint origin = points.point(colors_[0]);
  const MixPoint a = difference(points.point(colors_[1]), origin);
  const MixPoint b = difference(points.point(colors_[2]), origin);
  const MixPoint across = cross(a, b);
  const double area = length(across);
  if (!(area > 1.0 / (steepest * steepest))) return false;
  const MixPoint normal = scaled(across, 1.0 / area);
  // Vectors in the plane that have the product 1 with one side and 0 with the other.
  const std::array<Row, 2> others{along(scaled(cross(b, normal), 1.0 / area), origin),
                                  along(scaled(cross(normal, a), 1.0 / area), origin)};
  Row first{0, 0, 0, 1};
  for (std::size_t c = 0; c < 4; ++c) first[c] -= others[0][c] + others[1][c];
  if (!set_weights(std::array{first, others[0], others[1]})) return false;
  double least = 0.0;
  double most = 0.0;
  for (std::size_t j = 0; j < points.size; ++j) {
    if (is_corner(j)) continue;
    const double height = dot(normal, difference(points.point(j), origin));
    if (std::abs(height) < flat) {
      if (!is_best_among(j, points)) return false;
      continue;
    }
    least = std::min(least, height);
    most = std::max(most, height);
  }
  if (least < 0.0 && most > 0.0) return false;
  const Row above = along(scaled(normal, most > 0.0 ? -1.0 : 1.0), origin);
  if (least < most) add_limits(std::span(&above, 1));
  return true;
}

/// The way from the edge to the place has an obtuse angle with all ways to colors that are not on
/// its line.
bool MixRegion::set_edge(const MixPoints& points) {
  const MixPoint origin = points.point(colors_[0]);
  const MixPoint edge = difference(points.point(colors_[1]), origin);
  const double squared_length = dot(edge, edge);
  if (!(squared_length > 1.0 / (steepest * steepest))) return false;
  const Row second = along(scaled(edge, 1.0 / squared_length), origin);
  const Row first{-second[0], -second[1], -second[2], 1.0 - second[3]};
  if (!set_weights(std::array{first, second})) return false;
  std::vector<Row> limits;
  for (std::size_t j = 0; j < points.size; ++j) {
    if (is_corner(j)) continue;
    const MixPoint to_other = difference(points.point(j), origin);
    const MixPoint back = difference(scaled(edge, dot(to_other, edge) / squared_length), to_other);
    if (length(back) >= flat) {
      limits.push_back(along(scaled(back, 1.0 / length(back)), origin));
    } else if (!is_best_among(j, points)) {
      return false;
    }
  }
  add_limits(limits);
  return true;
}

/// The way from the corner to the place has an obtuse angle with those to all other colors.
bool MixRegion::set_corner(const MixPoints& points) {
  const MixPoint origin = points.point(colors_[0]);
  if (!set_weights({})) return false;
  std::vector<Row> limits;
  for (std::size_t j = 0; j < points.size; ++j) {
    if (is_corner(j)) continue;
    const MixPoint back = difference(origin, points.point(j));
    // Of equal colors any will do.
    if (length(back) >= flat) limits.push_back(along(scaled(back, 1.0 / length(back)), origin));
  }
  add_limits(limits);
  return true;
}

/// False where they are too steep.
bool MixRegion::set_weights(std::span<const Row> rows) {
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t c = 0; c < 4; ++c) {
      if (c < 3 && i < rows.size() && !(std::abs(rows[i][c]) < steepest)) return false;
      weights_.columns[i / 2][c][i % 2] = i < rows.size() ? rows[i][c] : (c == 3 ? 1.0 : 0.0);
    }
  }
  return true;
}

void MixRegion::add_limits(std::span<const Row> rows) {
  for (std::size_t first = 0; first < rows.size(); first += 4) {
    Rows& limits = limits_.emplace_back();
    for (std::size_t i = 0; i < 4; ++i) {
      const Row& row = rows[std::min(first + i, rows.size() - 1)];
      for (std::size_t c = 0; c < 4; ++c) limits.columns[i / 2][c][i % 2] = row[c];
    }
  }
}

}  // namespace color_clusters
