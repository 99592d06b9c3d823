// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/free_places.h"

#include <algorithm>
#include <cmath>

namespace color_clusters {
namespace {

/// The side of a square of the grid, in pixels.
constexpr int square_side = 64;
/// At least so much is free between two things, in pixels.
constexpr double gap = 1.0;
/// How far apart the places are at which a line is looked at, in pixels.
constexpr double step_along = 0.5;

/// On which side of a line a spot is: the sign.
double side(const Spot& spot, const Spot& begin, const Spot& end) {
  return (end.x - begin.x) * (spot.y - begin.y) - (end.y - begin.y) * (spot.x - begin.x);
}

bool cross(const Spot& a, const Spot& b, const Spot& c, const Spot& d) {
  return side(a, c, d) * side(b, c, d) < 0.0 && side(c, a, b) * side(d, a, b) < 0.0;
}

/// Between two lines that do not cross, one of the ends is nearest.
double squared_distance(const Spot& a, const Spot& b, const Spot& c, const Spot& d) {
  if (cross(a, b, c, d)) return 0.0;
  return std::min({squared_distance(a, c, d), squared_distance(b, c, d), squared_distance(c, a, b),
                   squared_distance(d, a, b)});
}

int square_of(double place, int count) {
  return std::clamp(static_cast<int>(std::floor(place / square_side)), 0, count - 1);
}

int squares_in(int length) { return (length - 1) / square_side + 1; }

}  // namespace

FreePlaces::FreePlaces(const ClusterMap& map, const ConnectedAreas& areas,
                       const AreaDistances& distances, const Lines& lines)
    : map_(map),
      areas_(areas),
      distances_(distances),
      lines_(lines),
      columns_(squares_in(map.width)),
      rows_(squares_in(map.height)),
      squares_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {}

template <typename Visit>
bool FreePlaces::for_squares(const Capsule& capsule, const Visit& visit) const {
  const auto& [begin, end, radius] = capsule;
  const int left = square_of(std::min(begin.x, end.x) - radius, columns_);
  const int right = square_of(std::max(begin.x, end.x) + radius, columns_);
  const int top = square_of(std::min(begin.y, end.y) - radius, rows_);
  const int bottom = square_of(std::max(begin.y, end.y) + radius, rows_);
  for (int y = top; y <= bottom; ++y) {
    for (int x = left; x <= right; ++x) {
      if (!visit(static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) +
                 static_cast<std::size_t>(x))) {
        return false;
      }
    }
  }
  return true;
}

void FreePlaces::take(const Spot& middle, double radius) { take({middle, middle, radius}); }

void FreePlaces::take(const Spot& begin, const Spot& end) {
  take({begin, end, lines_.line_width / 2.0});
}

void FreePlaces::take(const Capsule& taken) {
  const auto number = static_cast<std::uint32_t>(taken_.size());
  taken_.push_back({taken.begin, taken.end, taken.radius + gap});
  for_squares(taken_.back(), [&](std::size_t square) {
    squares_[square].push_back(number);
    return true;
  });
}

bool FreePlaces::is_free(const Capsule& wanted) const {
  return for_squares(wanted, [&](std::size_t square) {
    return std::ranges::none_of(squares_[square], [&](std::uint32_t number) {
      const Capsule& taken = taken_[number];
      const double least = taken.radius + wanted.radius;
      return squared_distance(taken.begin, taken.end, wanted.begin, wanted.end) < least * least;
    });
  });
}

std::uint32_t FreePlaces::area_at(const Spot& spot) const {
  if (!(spot.x >= 0.0 && spot.y >= 0.0 && spot.x < map_.width && spot.y < map_.height)) {
    return ConnectedAreas::no_area;
  }
  return areas_.area_of[map_.index(static_cast<int>(spot.x), static_cast<int>(spot.y))];
}

/// Whether a line, and what is drawn along borders beside it, lies in these two areas.
bool FreePlaces::stays_in(const Spot& begin, const Spot& end, std::uint32_t one,
                          std::uint32_t other) const {
  const double dx = end.x - begin.x;
  const double dy = end.y - begin.y;
  const double length = std::sqrt(dx * dx + dy * dy);
  if (length == 0.0) return true;
  const double beside = lines_.line_width / 2.0 + lines_.border + gap;
  const int steps = static_cast<int>(std::ceil(length / step_along));
  for (int i = 0; i <= steps; ++i) {
    const Spot spot{begin.x + dx * i / steps, begin.y + dy * i / steps};
    for (const double across : {-beside, -beside / 2.0, 0.0, beside / 2.0, beside}) {
      const std::uint32_t area =
          area_at({spot.x - across * dy / length, spot.y + across * dx / length});
      if (area != one && area != other) return false;
    }
  }
  return true;
}

bool FreePlaces::has_room(const Spot& middle, double radius, const Spot& begin, const Spot& end,
                          std::uint32_t area) const {
  const std::uint32_t around = area_at(middle);
  if (around == ConnectedAreas::no_area || around == area) return false;
  // The middle is up to half a diagonal of a pixel from the one whose distance is known, and the
  // border is half a pixel before the next one.
  constexpr double blur = 0.7072 + 0.5;
  const double needed = radius + lines_.border + blur;
  const std::size_t pixel = map_.index(static_cast<int>(middle.x), static_cast<int>(middle.y));
  if (distances_.squared(pixel) < needed * needed) return false;
  return stays_in(begin, end, around, area) && is_free({middle, middle, radius}) &&
         is_free({begin, end, lines_.line_width / 2.0});
}

}  // namespace color_clusters
