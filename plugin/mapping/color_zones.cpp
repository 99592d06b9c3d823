// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/color_zones.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>

#include "core/base/roots.h"
#include "core/color/cielab.h"
#include "core/color/oklab.h"
#include "core/color/srgb.h"

namespace color_clusters {
namespace {

constexpr Matrix3 unit{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};

/// Linear-light sRGB to parts of the white point.
constexpr Matrix3 parts_of_white() {
  Matrix3 result = xyz_from_linear_srgb;
  for (std::size_t i = 0; i < 3; ++i) {
    for (double& value : result[i]) value /= white_d50[i];
  }
  return result;
}
constexpr Matrix3 white_parts_from_linear = parts_of_white();
/// What apply_lab_curve makes of these to CIELAB, but for an offset.
constexpr Matrix3 lab_from_xyz{{{0, 116, 0}, {500, -500, 0}, {0, 200, -200}}};
constexpr double lab_offset = -16.0;

/// Replaces each value by what the curve of the space makes of it.
void bend(ColorSpace space, std::span<double> values) {
  switch (space) {
    case ColorSpace::oklab:
      odd_roots<3>(values);
      return;
    case ColorSpace::cielab:
      apply_lab_curve(values);
      return;
    case ColorSpace::srgb:
      break;
  }
  for (double& value : values) {
    const auto linear = static_cast<float>(value);
    value = static_cast<double>(srgb_from_linear({linear, linear, linear})[0]);
  }
}

const Matrix3& from_linear(ColorSpace space) {
  switch (space) {
    case ColorSpace::oklab:
      return cones_from_linear_srgb;
    case ColorSpace::cielab:
      return white_parts_from_linear;
    case ColorSpace::srgb:
      break;
  }
  return unit;
}

Vector3 to_space(ColorSpace space, const Vector3& curved) {
  switch (space) {
    case ColorSpace::oklab:
      return product(oklab_from_cone_roots, curved);
    case ColorSpace::cielab:
      return product(lab_from_xyz, curved);
    case ColorSpace::srgb:
      break;
  }
  return curved;
}

/// The values where a cell of a channel begins, at equal steps of it, and where it ends.
constexpr std::size_t steps = 16;
using Ticks = std::array<double, steps + 1>;

Ticks ticks_of(std::uint32_t cell, unsigned halved) {
  const double side = std::ldexp(1.0, -static_cast<int>(halved));
  const double number = cell * side;
  double begin = (number - 0.25) / 127.5;
  double end = begin + side / 127.5;
  if (number >= ColorZones::ordinary_cells) {
    // Here a cell is halved evenly, too.
    const double whole = std::floor(number);
    const double first = std::ldexp(1.0, static_cast<int>(whole) - 128);
    const auto value = [&](double part) { return 1.0 + (first * (1.0 + part) - 1.0) / 100.0; };
    // Floats do not tell exactly where one begins.
    constexpr double rounding = 1e-6;
    begin = value(number - whole) * (1.0 - rounding);
    end = value(number - whole + side) * (1.0 + rounding);
  }
  Ticks ticks{};
  for (std::size_t i = 0; i < ticks.size(); ++i) {
    ticks[i] = begin + (end - begin) * static_cast<double>(i) / steps;
  }
  return ticks;
}

/// A strip around a curve over an interval: center + slope × (distance to the interval's middle),
/// and up to `height` more or less.
struct Strip {
  double center;
  double slope;
  double height;
};

/// Where the curve of a space begins to be a power of what it is applied to; below, it is straight.
double end_of_straight_part(ColorSpace space) {
  switch (space) {
    case ColorSpace::oklab:
      return 0.0;
    case ColorSpace::cielab:
      return 216.0 / 24389.0;
    case ColorSpace::srgb:
      break;
  }
  return 0.0031308;
}

/// For each coordinate the strip over center ± reach. All curves bend one way, down, but that of
/// Oklab, which bends up below 0. What bends one way is nowhere more than twice as far from its
/// chord as in the middle, and a root no more than 1.31 times (the third one, from 0 on).
std::array<Strip, 3> strips_around(ColorSpace space, const Vector3& center, const Vector3& reach) {
  std::array<double, 9> curved{};
  for (std::size_t i = 0; i < 3; ++i) {
    curved[i] = center[i] - reach[i];
    curved[3 + i] = center[i];
    curved[6 + i] = center[i] + reach[i];
  }
  bend(space, curved);
  std::array<Strip, 3> strips{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double at_low = curved[i];
    const double at_high = curved[6 + i];
    const double middle = (at_low + at_high) / 2.0;
    const double over = curved[3 + i] - middle;
    if (!(reach[i] > 0.0)) {
      strips[i] = {middle, 0.0, 0.0};
    } else if (space == ColorSpace::oklab && std::abs(center[i]) < reach[i]) {
      strips[i] = {middle, 0.0, (at_high - at_low) / 2.0};
    } else {
      const bool is_root = std::abs(center[i]) - reach[i] > end_of_straight_part(space);
      const double farthest = over * (is_root ? 1.32 : 2.0);
      strips[i] = {middle + farthest / 2.0, (at_high - at_low) / (2.0 * reach[i]),
                   std::abs(farthest) / 2.0};
    }
  }
  return strips;
}

}  // namespace

ColorZones::ColorZones(const ClusterSpace& space, unsigned most_halved)
    : space_(space.space()),
      has_highlights_(space.has_highlights()),
      is_plain_(space_ == ColorSpace::srgb && space.layer_is_srgb()) {
  // babl's conversions between spaces are off by up to a sixteenth of a cell.
  const double around = space.layer_is_srgb() ? 1e-6 : 5e-4;
  if (!is_plain_) slack_ = space.layer_is_srgb() ? 1e-7 : 1e-5;
  for (unsigned halved = 0; halved <= most_halved; ++halved) {
    for (std::size_t i = 0; i < 3; ++i) intervals_[halved][i] = measure(space, i, halved, around);
  }
}

ColorZones::Intervals ColorZones::measure(const ClusterSpace& space, std::size_t channel,
                                          unsigned halved, double around) const {
  // All of them at once: a conversion takes blocks of colors. The last one is black.
  constexpr std::size_t points = steps + 3;
  const std::uint32_t count = cells() << halved;
  std::vector<Color> colors(count * points + 1);
  const bool layer_is_srgb = space.layer_is_srgb();
  const auto seen = [&](double value) {
    return has_highlights_ ? compress_highlight(static_cast<float>(value))
                           : static_cast<float>(value);
  };
  for (std::uint32_t cell = 0; cell < count; ++cell) {
    const Ticks ticks = ticks_of(cell, halved);
    Color* const point = &colors[cell * points];
    for (std::size_t i = 0; i <= steps; ++i) point[i][channel] = seen(ticks[i]);
    point[steps + 1][channel] = seen(ticks.front()) - static_cast<float>(around);
    point[steps + 2][channel] = seen(ticks.back()) + static_cast<float>(around);
  }
  if (!is_plain_) space.linear_from_layer(colors, colors);
  const auto sums = [&](std::size_t i) {
    const Vector3 color{colors[i][0], colors[i][1], colors[i][2]};
    return is_plain_ ? color : product(from_linear(space_), color);
  };
  // Black is counted once.
  const Vector3 black = channel > 0 ? sums(colors.size() - 1) : Vector3{};
  Intervals intervals;
  intervals.reserve(count);
  for (std::uint32_t cell = 0; cell < count; ++cell) {
    const Ticks ticks = ticks_of(cell, halved);
    const auto point = [&](std::size_t i) { return difference(sums(cell * points + i), black); };
    Interval interval{};
    interval.begin = point(steps + 1);
    interval.end = point(steps + 2);
    const Vector3 reach = scaled(difference(interval.end, interval.begin), 0.5);
    const double length = dot(reach, reach);
    const auto place = [&](std::size_t i) {
      return dot(difference(point(i), interval.begin), reach) / length - 1.0;
    };
    const double first = place(0);
    const double last = place(steps);
    double lowest = 0.0;
    double highest = 0.0;
    for (std::size_t i = 1; i < steps; ++i) {
      const double on_chord = first + (last - first) * static_cast<double>(i) / steps;
      const double beside = place(i) - on_chord;
      lowest = std::min(lowest, beside);
      highest = std::max(highest, beside);
    }
    // What bends one way, as sRGB's curve and compress_highlight do, is between the ticks at most a
    // fifteenth farther from its chord than at them. Of the curves of other spaces, which can be
    // tables with steps, only that they do not turn back is sure.
    const double beyond =
        layer_is_srgb ? 0.07 * (highest - lowest) : std::abs(last - first) / steps;
    interval.slope = (last - first) / (ticks.back() - ticks.front());
    interval.offset = first - interval.slope * ticks.front() + (lowest + highest) / 2.0;
    interval.error = (highest - lowest) / 2.0 + beyond + 1.25 * std::max(first + 1.0, 1.0 - last);
    interval.largest_value = std::max(std::abs(ticks.front()), std::abs(ticks.back()));
    intervals.push_back(interval);
  }
  return intervals;
}

ColorZones::Zone ColorZones::zone(const Cell& first, const Cell& last) const {
  Vector3 center{};
  Vector3 reach{};
  std::array<Vector3, 3> along{};
  for (std::size_t channel = 0; channel < 3; ++channel) {
    const Vector3& begin = intervals_[first.halved][channel][first.numbers[channel]].begin;
    const Vector3& end = intervals_[last.halved][channel][last.numbers[channel]].end;
    for (std::size_t i = 0; i < 3; ++i) {
      center[i] += (begin[i] + end[i]) / 2.0;
      along[channel][i] = (end[i] - begin[i]) / 2.0;
      reach[i] += std::abs(along[channel][i]);
    }
  }
  Zone zone{.center = center, .spans = {along[0], along[1], along[2]}};
  if (is_plain_) return zone;
  const std::array<Strip, 3> strips = strips_around(space_, center, reach);
  for (std::size_t i = 0; i < 3; ++i) {
    const Strip& strip = strips[i];
    center[i] = strip.center;
    for (Vector3& span : along) span[i] *= strip.slope;
    Vector3 room{};
    room[i] = strip.height + slack_;
    zone.spans[3 + i] = to_space(space_, room);
  }
  for (std::size_t channel = 0; channel < 3; ++channel) {
    zone.spans[channel] = to_space(space_, along[channel]);
  }
  zone.center = to_space(space_, center);
  if (space_ == ColorSpace::cielab) zone.center[0] += lab_offset;
  return zone;
}

ColorZones::Chart ColorZones::chart(const Cell& cell, const Zone& zone) const {
  Chart chart{.origin = zone.center, .slopes = {}, .largest = {}, .rooms = zone.spans};
  for (std::size_t channel = 0; channel < 3; ++channel) {
    const Interval& interval = intervals_[cell.halved][channel][cell.numbers[channel]];
    const Vector3& span = zone.spans[channel];
    for (std::size_t i = 0; i < 3; ++i) chart.origin[i] += span[i] * interval.offset;
    chart.slopes[channel] = scaled(span, interval.slope);
    chart.largest[channel] = interval.largest_value;
    chart.rooms[channel] = scaled(span, interval.error);
  }
  return chart;
}

}  // namespace color_clusters
