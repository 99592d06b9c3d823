// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mixing/mix_region.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace color_clusters {
namespace {

/// Weights and distances from a side that are less are none: it is more than rounding errors are.
constexpr double no_distance = 1e-8;
/// What weights grow by along an axis, at most: otherwise colors are so close together or so near
/// to one line that rounding errors would be as large.
constexpr double steepest = 1e6;
/// Colors nearer than this to the plane, line or point of others are on it, but for rounding, and
/// sines of angles below it are 0.
constexpr double flat = 1e-9;
/// Colors that are not on a line, but nearer than this, are in a direction that cannot be told.
constexpr double almost_flat = 1e-8;
/// Directions that are opposite but for an angle with a smaller sine may be so but for rounding.
constexpr double almost_straight = 1e-6;

/// The linear function that is the product of `vector` and the way from `origin` to a place.
std::array<double, 4> along(const MixPoint& vector, const MixPoint& origin) {
  return {vector[0], vector[1], vector[2], -dot(vector, origin)};
}

double at(const std::array<double, 4>& row, const MixPoint& place) {
  return row[0] * place[0] + row[1] * place[1] + row[2] * place[2] + row[3];
}

}  // namespace

RegionBase::RegionBase(std::span<const std::uint16_t> some) : count(some.size()) {
  std::ranges::copy(some, colors.begin());
  std::ranges::sort(std::span(colors).first(count));
}

RegionBase::RegionBase(const ConvexMix& mix) : count(mix.count) {
  for (std::size_t i = 0; i < count; ++i) colors[i] = mix.parts[i].color;
  std::ranges::sort(std::span(colors).first(count));
}

RegionBase RegionBase::with(std::size_t color) const {
  std::array<std::uint16_t, 4> more = colors;
  more[count] = static_cast<std::uint16_t>(color);
  return RegionBase(std::span(more).first(count + 1));
}

RegionBase RegionBase::without(std::size_t i) const {
  std::array<std::uint16_t, 4> fewer = colors;
  fewer[i] = fewer[count - 1];
  return RegionBase(std::span(fewer).first(count - 1));
}

bool RegionBase::has(std::size_t color) const {
  return std::ranges::count(std::span(colors).first(count), color) > 0;
}

void MixRegion::Sides::set(std::size_t side, const Row& row) {
  for (std::size_t c = 0; c < 4; ++c) columns[side / 2][c][side % 2] = row[c];
}

std::optional<MixRegion> MixRegion::of(const RegionBase& base, const MixPoints& points) {
  MixRegion region(base);
  if (region.set(points) != Kind::region) return std::nullopt;
  return region;
}

std::size_t MixRegion::find(const MixPoint& place, ConvexMix& mix) const {
  const std::array<Two, 2> values{sides_.at(0, place), sides_.at(1, place)};
  const Two less = values[0] < values[1] ? values[0] : values[1];
  const bool is_well_inside = more_sides_.empty() && less[0] > no_distance && less[1] > no_distance;
  if (!is_well_inside) {
    const std::size_t side = furthest_side(place);
    if (side != inside) return side;
  }
  mix.count = base_.count;
  double sum = 0.0;
  for (std::size_t i = 0; i < 4; ++i) {
    const double weight = base_.count == 1 ? 1.0 : values[i / 2][i % 2];
    mix.parts[i] = {.color = base_.colors[i], .weight = i < base_.count ? weight : 0.0};
    sum += mix.parts[i].weight;
  }
  if (!is_well_inside) {
    tidy(mix);
    return inside;
  }
  const double scale = 1.0 / sum;
  for (ConvexMix::Part& part : mix.parts) part.weight *= scale;
  return inside;
}

/// The one that a place is furthest beyond.
std::size_t MixRegion::furthest_side(const MixPoint& place) const {
  double least = -no_distance;
  std::size_t side = inside;
  for (std::size_t i = 0; i < 4 + 4 * more_sides_.size(); ++i) {
    const double value = sides_of(i).at(i % 4 / 2, place)[i % 2];
    if (value >= least) continue;
    least = value;
    side = i;
  }
  return side;
}

std::uint32_t& MixRegion::link(std::size_t side) {
  return (side < 4 ? sides_ : more_sides_[side / 4 - 1]).links[side % 4];
}

const MixRegion::Sides& MixRegion::sides_of(std::size_t side) const {
  return side < 4 ? sides_ : more_sides_[side / 4 - 1];
}

RegionBase MixRegion::base_beyond(std::size_t side, const MixPoints& points) const {
  if (base_.count == 1) return base_.with(sides_of(side).other_ends[side % 4]);
  if (side < base_.count) return base_beside(side, points);
  MixPoint direction{};
  for (std::size_t c = 0; c < 3; ++c) direction[c] = -sides_.columns[side / 2][c][side % 2];
  return base_above(direction, points);
}

/// Without one of the colors: beyond that side is what has the others in common with the base and a
/// color in the same space, plane or line or, where there is none, the border of the base.
RegionBase MixRegion::base_beside(std::size_t i, const MixPoints& points) const {
  const Row weight = row_of_weight(i);
  const std::size_t entering = first_touching(points, [&](std::size_t j) {
    const double beyond = -at(weight, points.point(j));
    const bool is_off =
        beyond > flat && base_.count < 4 && length(way_from_base(j, points)) >= flat;
    return is_off ? 0.0 : beyond;
  });
  const RegionBase others = base_.without(i);
  return entering == no_index ? others : others.with(entering);
}

/// With one color more, of those in a direction off the base.
RegionBase MixRegion::base_above(const MixPoint& direction, const MixPoints& points) const {
  const std::size_t entering = first_touching(points, [&](std::size_t j) {
    const MixPoint way = way_from_base(j, points);
    const double height = dot(way, direction);
    const bool is_beside = length(difference(way, scaled(direction, height))) >= flat;
    return is_beside ? 0.0 : height;
  });
  return entering == no_index ? base_ : base_.with(entering);
}

/// The color that is the first to touch the function of costs when that is tilted, as in the dual
/// simplex method, among those that are some way beyond the side: `way(j)` is above `flat`.
template <typename Way>
std::size_t MixRegion::first_touching(const MixPoints& points, const Way& way) const {
  const Row costs = cost_function(points);
  double least = std::numeric_limits<double>::infinity();
  std::size_t first = no_index;
  for (std::size_t j = 0; j < points.size; ++j) {
    const double distance = way(j);
    if (distance <= flat || base_.has(j)) continue;
    const double tilt = (points.costs[j] - at(costs, points.point(j))) / distance;
    if (tilt >= least) continue;
    least = tilt;
    first = j;
  }
  return first;
}

MixRegion::Row MixRegion::row_of_weight(std::size_t i) const {
  Row row{0, 0, 0, 1};
  if (base_.count == 1) return row;
  for (std::size_t c = 0; c < 4; ++c) row[c] = sides_.columns[i / 2][c][i % 2];
  return row;
}

/// From the nearest point in the same space, plane, line or point as the base.
MixPoint MixRegion::way_from_base(std::size_t point, const MixPoints& points) const {
  const MixPoint place = points.point(point);
  MixPoint way = place;
  for (std::size_t i = 0; i < base_.count; ++i) {
    way = difference(way, scaled(points.point(base_.colors[i]), at(row_of_weight(i), place)));
  }
  return way;
}

/// The linear function of a place that has the costs of the base.
MixRegion::Row MixRegion::cost_function(const MixPoints& points) const {
  Row costs{};
  for (std::size_t i = 0; i < base_.count; ++i) {
    const Row row = row_of_weight(i);
    for (std::size_t c = 0; c < 4; ++c) costs[c] += points.costs[base_.colors[i]] * row[c];
  }
  return costs;
}

MixRegion::Kind MixRegion::set(const MixPoints& points) {
  if (base_.count == 1) return set_corner_limits(points);
  return set_weights(points) ? set_limits(points) : Kind::unclear;
}

/// Those of the nearest point in the space, plane or line of the base. False where they are too
/// steep.
bool MixRegion::set_weights(const MixPoints& points) {
  const MixPoint origin = points.point(base_.colors[0]);
  const MixPoint a = difference(points.point(base_.colors[1]), origin);
  std::array<Row, 4> rows{};
  if (base_.count == 2) {
    rows[1] = along(scaled(a, 1.0 / dot(a, a)), origin);
  } else if (base_.count == 3) {
    const MixPoint b = difference(points.point(base_.colors[2]), origin);
    const MixPoint across = cross(a, b);
    // Vectors in the plane that have the product 1 with one side and 0 with the other.
    rows[1] = along(scaled(cross(b, across), 1.0 / dot(across, across)), origin);
    rows[2] = along(scaled(cross(across, a), 1.0 / dot(across, across)), origin);
  } else {
    MixBasis basis;
    std::ranges::copy(base_.colors, basis.points.begin());
    if (!basis.invert(points)) return false;
    rows = basis.inverse;
  }
  if (base_.count < 4) {
    rows[0] = {0, 0, 0, 1};
    for (std::size_t c = 0; c < 4; ++c) rows[0][c] -= rows[1][c] + rows[2][c];
  }
  for (std::size_t i = 0; i < base_.count; ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      if (!(std::abs(rows[i][c]) < steepest)) return false;
    }
    sides_.set(i, rows[i]);
  }
  return true;
}

/// The way from the base to a place has obtuse angles with those to all colors that are off it.
/// Ways from a triangle have one direction; those from an edge are in a wedge, of which two
/// directions are the limits.
MixRegion::Kind MixRegion::set_limits(const MixPoints& points) {
  const MixPoint origin = points.point(base_.colors[0]);
  const MixPoint edge = difference(points.point(base_.colors[1]), origin);
  const MixPoint axis = unit(edge);
  const MixPoint normal = base_.count == 3
                              ? unit(cross(edge, difference(points.point(base_.colors[2]), origin)))
                              : MixPoint{};
  const auto turn = [&](const MixPoint& from, const MixPoint& to) {
    return base_.count == 2 ? dot(axis, cross(from, to)) : 0.0;
  };
  const Row costs = cost_function(points);
  double steepness = 1.0;
  for (const double value : costs) steepness = std::max(steepness, std::abs(value));
  std::optional<MixPoint> low;
  MixPoint high{};
  for (std::size_t j = 0; j < points.size; ++j) {
    if (base_.has(j)) continue;
    const MixPoint way = base_.count < 4 ? way_from_base(j, points) : MixPoint{};
    const double distance = length(way);
    if (distance < flat) {
      // A mix with it would be better.
      const double above = points.costs[j] - at(costs, points.point(j));
      if (above < -no_weight * steepness) return Kind::no_region;
      continue;
    }
    if (base_.count == 2 && distance < almost_flat) return Kind::unclear;
    const MixPoint direction = base_.count == 2
                                   ? scaled(way, 1.0 / distance)
                                   : scaled(normal, dot(way, normal) < 0.0 ? -1.0 : 1.0);
    if (!low) {
      low = high = direction;
      continue;
    }
    const bool is_below = turn(*low, direction) < -flat;
    const bool is_above = turn(high, direction) > flat;
    if (is_below && is_above) return Kind::no_region;
    if (is_below) low = direction;
    if (is_above) high = direction;
    const bool has_opposite = dot(*low, direction) < 0.0 || dot(high, direction) < 0.0;
    if (has_opposite && turn(*low, high) < flat) return Kind::no_region;
  }
  if (!low) return Kind::region;
  // With noise for heights, an edge within a plane of colors looks like one of the hull.
  if (dot(*low, high) < 0.0 && turn(*low, high) < almost_straight) return Kind::unclear;
  sides_.set(base_.count, along(scaled(*low, -1.0), origin));
  if (base_.count == 2) sides_.set(3, along(scaled(high, -1.0), origin));
  return Kind::region;
}

/// The way from the corner to a place has obtuse angles with all edges of the hull there.
MixRegion::Kind MixRegion::set_corner_limits(const MixPoints& points) {
  const MixPoint origin = points.point(base_.colors[0]);
  std::size_t count = 0;
  bool is_alone = true;
  for (std::size_t j = 0; j < points.size; ++j) {
    const MixPoint way = difference(points.point(j), origin);
    // Of equal colors any will do.
    if (length(way) < flat) continue;
    is_alone = false;
    MixRegion edge(base_.with(j));
    const Kind kind = edge.set(points);
    if (kind == Kind::unclear) return kind;
    if (kind == Kind::no_region) continue;
    if (count > 0 && count % 4 == 0) more_sides_.emplace_back();
    Sides& sides = count < 4 ? sides_ : more_sides_.back();
    sides.set(count % 4, along(scaled(unit(way), -1.0), origin));
    sides.other_ends[count % 4] = static_cast<std::uint16_t>(j);
    ++count;
  }
  return count > 0 || is_alone ? Kind::region : Kind::no_region;
}

}  // namespace color_clusters
