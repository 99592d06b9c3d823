// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mixing/mix_region.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace color_clusters {
namespace {

/// Weights and distances to a border are at least that well inside: more than what the solution of
/// the linear program takes for 0, and than rounding errors.
constexpr double inside = 1e-8;
/// What weights grow by along an axis, at most: otherwise colors are so close together or so near
/// to one line that rounding errors would be as large.
constexpr double steepest = 1e6;
/// Colors nearer than this to the plane, line or point of others are on it.
constexpr double flat = 1e-6;

using Flat = std::array<double, 2>;

double length(const MixPoint& vector) { return std::sqrt(dot(vector, vector)); }

/// The linear function that is the product of `vector` and the way from `origin` to a place.
std::array<double, 4> along(const MixPoint& vector, const MixPoint& origin) {
  return {vector[0], vector[1], vector[2], -dot(vector, origin)};
}

/// A vector of length 1 at a right angle to another one of length 1.
MixPoint perpendicular(const MixPoint& vector) {
  std::size_t shortest = 0;
  for (std::size_t c = 1; c < 3; ++c) {
    if (std::abs(vector[c]) < std::abs(vector[shortest])) shortest = c;
  }
  MixPoint axis{};
  axis[shortest] = 1.0;
  const MixPoint across = cross(vector, axis);
  return scaled(across, 1.0 / length(across));
}

/// The corners of the convex hull of points in a plane, by their numbers, in order (A. M. Andrew,
/// "Another efficient algorithm for convex hulls in two dimensions", 1979).
std::vector<std::size_t> hull_corners(const std::vector<Flat>& points) {
  std::vector<std::size_t> order(points.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(points[i], i); });
  const auto turn = [&](std::size_t a, std::size_t b, std::size_t c) {
    return (points[b][0] - points[a][0]) * (points[c][1] - points[a][1]) -
           (points[b][1] - points[a][1]) * (points[c][0] - points[a][0]);
  };
  if (order.size() < 3) return order;
  std::vector<std::size_t> corners;
  for (int side = 0; side < 2; ++side) {
    const std::size_t first = corners.size();
    for (const std::size_t i : order) {
      while (corners.size() >= first + 2 &&
             turn(corners[corners.size() - 2], corners.back(), i) <= 0.0) {
        corners.pop_back();
      }
      corners.push_back(i);
    }
    // The last one is the first one of the other side.
    corners.pop_back();
    std::ranges::reverse(order);
  }
  std::ranges::sort(corners);
  return corners;
}

}  // namespace

std::optional<MixRegion> MixRegion::around(const MixPoint& place, const ConvexMix& mix,
                                           const MixPoints& points) {
  MixRegion region;
  region.count_ = mix.count;
  for (std::size_t i = 0; i < mix.count; ++i) region.colors_[i] = mix.parts[i].color;
  const auto used = region.colors_.begin() + static_cast<std::ptrdiff_t>(mix.count);
  std::sort(region.colors_.begin(), used);
  const MixPoint to_place = difference(place, mean(mix, points));
  bool is_set = false;
  switch (mix.count) {
    case 4:
      is_set = region.set_simplex(points);
      break;
    case 3:
      is_set = region.set_face(points);
      break;
    case 2:
      is_set = region.set_edge(to_place, points);
      break;
    default:
      is_set = region.set_corner(to_place, points);
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
  for (const Rows& limits : limits_) {
    least = less(least, less(limits.at(0, place), limits.at(1, place)));
  }
  if (!(least[0] > inside && least[1] > inside)) return false;
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

bool MixRegion::operator==(const MixRegion& other) const {
  const auto same = [](const Rows& a, const Rows& b) {
    using Bits = std::array<std::uint64_t, sizeof(Rows) / sizeof(std::uint64_t)>;
    return std::bit_cast<Bits>(a) == std::bit_cast<Bits>(b);
  };
  return colors_ == other.colors_ && count_ == other.count_ && same(weights_, other.weights_) &&
         std::ranges::equal(limits_, other.limits_, same);
}

bool MixRegion::is_corner(std::size_t point) const {
  const auto used = colors_.begin() + static_cast<std::ptrdiff_t>(count_);
  return std::find(colors_.begin(), used, point) != used;
}

bool MixRegion::set_simplex(const MixPoints& points) {
  MixBasis basis;
  std::ranges::copy(colors_, basis.points.begin());
  if (!basis.invert(points)) return false;
  for (const Row& row : basis.inverse) {
    for (std::size_t c = 0; c < 3; ++c) {
      if (!(std::abs(row[c]) < steepest)) return false;
    }
  }
  set_weights(basis.inverse);
  return true;
}

/// Weights are those of the point below; the place is on the other side of the face than all other
/// colors. Where there are none, either side will do.
bool MixRegion::set_face(const MixPoints& points) {
  const MixPoint origin = points.point(colors_[0]);
  const MixPoint a = difference(points.point(colors_[1]), origin);
  const MixPoint b = difference(points.point(colors_[2]), origin);
  const MixPoint across = cross(a, b);
  const double area = length(across);
  if (area < flat * flat) return false;
  const MixPoint normal = scaled(across, 1.0 / area);
  double least = std::numeric_limits<double>::infinity();
  double most = -least;
  for (std::size_t j = 0; j < points.size; ++j) {
    if (is_corner(j)) continue;
    const double height = dot(normal, difference(points.point(j), origin));
    least = std::min(least, height);
    most = std::max(most, height);
  }
  // Vectors in the plane that have the product 1 with one side and 0 with the other.
  const std::array<Row, 2> weights{along(scaled(cross(b, normal), 1.0 / area), origin),
                                   along(scaled(cross(normal, a), 1.0 / area), origin)};
  Row first{0, 0, 0, 1};
  for (std::size_t c = 0; c < 4; ++c) {
    for (const Row& row : weights) {
      if (c < 3 && !(std::abs(row[c]) < steepest)) return false;
      first[c] -= row[c];
    }
  }
  set_weights(std::array{first, weights[0], weights[1]});
  if (least > most) return true;
  if (least < flat && most > -flat) return false;
  const Row above = along(scaled(normal, most <= -flat ? 1.0 : -1.0), origin);
  add_limits(std::span(&above, 1));
  return true;
}

/// The way from the edge to the place has an obtuse angle with all ways to other colors. Of these,
/// the outermost two on either side of the edge decide.
bool MixRegion::set_edge(const MixPoint& to_place, const MixPoints& points) {
  const MixPoint origin = points.point(colors_[0]);
  const MixPoint edge = difference(points.point(colors_[1]), origin);
  const double squared_length = dot(edge, edge);
  if (squared_length < 1.0 / (steepest * steepest)) return false;
  const Row second = along(scaled(edge, 1.0 / squared_length), origin);
  const Row first{-second[0], -second[1], -second[2], 1.0 - second[3]};
  set_weights(std::array{first, second});
  if (points.size == 2) return true;
  const double height = length(to_place);
  if (height < flat) return false;
  const MixPoint down = scaled(to_place, -1.0 / height);
  const MixPoint side = scaled(cross(edge, down), 1.0 / std::sqrt(squared_length));
  std::array<std::pair<double, std::size_t>, 2> outermost{
      std::pair(std::numeric_limits<double>::infinity(), std::size_t{0}),
      std::pair(-std::numeric_limits<double>::infinity(), std::size_t{0})};
  for (std::size_t j = 0; j < points.size; ++j) {
    if (is_corner(j)) continue;
    const MixPoint to_other = difference(points.point(j), origin);
    const double below = dot(to_other, down);
    if (below < flat) return false;
    const std::pair slope(dot(to_other, side) / below, j);
    outermost[0] = std::min(outermost[0], slope);
    outermost[1] = std::max(outermost[1], slope);
  }
  std::array<Row, 2> limits;
  for (std::size_t i = 0; i < 2; ++i) {
    const MixPoint to_other = difference(points.point(outermost[i].second), origin);
    const MixPoint across =
        difference(scaled(edge, dot(to_other, edge) / squared_length), to_other);
    limits[i] = along(scaled(across, 1.0 / length(across)), origin);
  }
  add_limits(limits);
  return true;
}

/// The way from the corner to the place has an obtuse angle with those to all other colors; those
/// along edges of the hull decide.
bool MixRegion::set_corner(const MixPoint& to_place, const MixPoints& points) {
  const MixPoint origin = points.point(colors_[0]);
  set_weights({});
  if (points.size == 1) return true;
  const double height = length(to_place);
  if (height < flat) return false;
  const MixPoint down = scaled(to_place, -1.0 / height);
  const MixPoint side = perpendicular(down);
  const MixPoint other_side = cross(down, side);
  std::vector<Flat> seen;
  std::vector<Row> rows;
  for (std::size_t j = 0; j < points.size; ++j) {
    if (is_corner(j)) continue;
    const MixPoint to_other = difference(points.point(j), origin);
    const double below = dot(to_other, down);
    if (below < flat) return false;
    seen.push_back({dot(to_other, side) / below, dot(to_other, other_side) / below});
    rows.push_back(along(scaled(to_other, -1.0 / length(to_other)), origin));
  }
  std::vector<Row> limits;
  for (const std::size_t corner : hull_corners(seen)) limits.push_back(rows[corner]);
  add_limits(limits);
  return true;
}

void MixRegion::set_weights(std::span<const Row> rows) {
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t c = 0; c < 4; ++c) {
      weights_.columns[i / 2][c][i % 2] = i < rows.size() ? rows[i][c] : (c == 3 ? 1.0 : 0.0);
    }
  }
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
