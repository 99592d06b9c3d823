// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/color_zones.h"

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
      cube_roots(values);
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

/// Where a part of a channel begins and ends.
double part_begin(std::uint32_t part) { return (part - 1.0) / 510.0; }
double part_end(std::uint32_t part) { return part / 510.0; }

/// A strip around a curve over an interval: center + slope × (distance to the interval's middle),
/// and up to `height` more or less.
struct Strip {
  double center;
  double slope;
  double height;
};

/// For each coordinate the strip over center ± reach. All curves bend one way, down, but that of
/// Oklab, which bends up below 0. What bends one way is nowhere more than twice as far from its
/// chord as in the middle.
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
      strips[i] = {middle + over, (at_high - at_low) / (2.0 * reach[i]), std::abs(over)};
    }
  }
  return strips;
}

}  // namespace

ColorZones::ColorZones(const ClusterSpace& space)
    : space_(space.space()), is_plain_(space_ == ColorSpace::srgb && space.layer_is_srgb()) {
  if (is_plain_) return;
  // babl's conversions between spaces are off by up to a quarter of a part.
  const double around = space.layer_is_srgb() ? 1e-6 : 5e-4;
  slack_ = space.layer_is_srgb() ? 1e-7 : 1e-5;
  const auto measured = [&](std::size_t channel, double value) {
    std::array<Color, 1> color{};
    color[0][channel] = static_cast<float>(value);
    space.linear_from_layer(color, color);
    return product(from_linear(space_), {color[0][0], color[0][1], color[0][2]});
  };
  const Vector3 black = measured(0, 0.0);
  for (std::size_t channel = 0; channel < 3; ++channel) {
    for (std::uint32_t part = 0; part < parts; ++part) {
      Vector3 begin = measured(channel, part_begin(part) - around);
      Vector3 end = measured(channel, part_end(part) + around);
      for (std::size_t i = 0; i < 3 && channel > 0; ++i) {
        // Black is counted once.
        begin[i] -= black[i];
        end[i] -= black[i];
      }
      channels_[channel].begin.push_back(begin);
      channels_[channel].end.push_back(end);
    }
  }
}

ColorZones::Zone ColorZones::plain_zone(const Parts& of) const {
  Zone zone{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double begin = part_begin(of.first[i]) - 1e-6;
    const double end = part_end(of.last[i]) + 1e-6;
    zone.center[i] = (begin + end) / 2.0;
    zone.spans[i][i] = (end - begin) / 2.0;
  }
  return zone;
}

ColorZones::Zone ColorZones::zone(const Parts& of) const {
  if (is_plain_) return plain_zone(of);
  Vector3 center{};
  Vector3 reach{};
  std::array<Vector3, 3> along{};
  for (std::size_t channel = 0; channel < 3; ++channel) {
    const Vector3& begin = channels_[channel].begin[of.first[channel]];
    const Vector3& end = channels_[channel].end[of.last[channel]];
    for (std::size_t i = 0; i < 3; ++i) {
      center[i] += (begin[i] + end[i]) / 2.0;
      along[channel][i] = (end[i] - begin[i]) / 2.0;
      reach[i] += std::abs(along[channel][i]);
    }
  }
  Zone zone{};
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

}  // namespace color_clusters
