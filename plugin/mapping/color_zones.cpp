// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/color_zones.h"

#include <cmath>

#include "core/color/roots.h"
#include "core/color/srgb.h"

namespace color_clusters {
namespace {

using Vector = ColorZones::Vector;
using Matrix = std::array<Vector, 3>;

constexpr Matrix unit{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};

/// Linear sRGB to cone responses, and their cube roots to Oklab: as in core/color/oklab.cpp.
constexpr Matrix cones_from_linear{{{0.4122214708, 0.5363325363, 0.0514459929},
                                    {0.2119034982, 0.6806995451, 0.1073969566},
                                    {0.0883024619, 0.2817188376, 0.6299787005}}};
constexpr Matrix oklab_from_cones{{{0.2104542553, 0.7936177850, -0.0040720468},
                                   {1.9779984951, -2.4285922050, 0.4505937099},
                                   {0.0259040371, 0.7827717662, -0.8086757660}}};

/// Linear sRGB to parts of the white point of D50, and what their curve makes of them to CIE Lab:
/// as in core/color/cielab.cpp.
constexpr Vector white{0.9642200, 1.0, 0.8252100};
constexpr Matrix xyz_from_linear{
    {{0.4360747 / white[0], 0.3850649 / white[0], 0.1430804 / white[0]},
     {0.2225045, 0.7168786, 0.0606169},
     {0.0139322 / white[2], 0.0971045 / white[2], 0.7141733 / white[2]}}};
constexpr Matrix lab_from_xyz{{{0, 116, 0}, {500, -500, 0}, {0, 200, -200}}};
constexpr double lab_offset = -16.0;

double lab_curve(double t) {
  constexpr double epsilon = 216.0 / 24389.0;
  constexpr double kappa = 24389.0 / 27.0;
  return t > epsilon ? root<3>(t) : (kappa * t + 16.0) / 116.0;
}

double srgb_curve(double linear) {
  const auto value = static_cast<float>(linear);
  return static_cast<double>(srgb_from_linear({value, value, value})[0]);
}

double curve(ColorSpace space, double value) {
  switch (space) {
    case ColorSpace::oklab:
      return cube_root(value);
    case ColorSpace::cielab:
      return lab_curve(value);
    case ColorSpace::srgb:
      break;
  }
  return srgb_curve(value);
}

const Matrix& from_linear(ColorSpace space) {
  switch (space) {
    case ColorSpace::oklab:
      return cones_from_linear;
    case ColorSpace::cielab:
      return xyz_from_linear;
    case ColorSpace::srgb:
      break;
  }
  return unit;
}

Vector product(const Matrix& matrix, const Color& color) {
  Vector result{};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) result[i] += matrix[i][j] * static_cast<double>(color[j]);
  }
  return result;
}

Vector to_space(ColorSpace space, const Vector& curved) {
  const auto mixed = [&](const Matrix& matrix) {
    Vector result{};
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 3; ++j) result[i] += matrix[i][j] * curved[j];
    }
    return result;
  };
  switch (space) {
    case ColorSpace::oklab:
      return mixed(oklab_from_cones);
    case ColorSpace::cielab:
      return mixed(lab_from_xyz);
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

/// All curves bend one way, down, but that of Oklab, which bends up below 0. What bends one way is
/// nowhere more than twice as far from its chord as in the middle.
Strip strip_around(ColorSpace space, double low, double high) {
  const double at_low = curve(space, low);
  const double at_high = curve(space, high);
  const double middle = (at_low + at_high) / 2.0;
  if (!(high > low)) return {middle, 0.0, 0.0};
  if (space == ColorSpace::oklab && low < 0.0 && high > 0.0) {
    return {middle, 0.0, (at_high - at_low) / 2.0};
  }
  const double bend = curve(space, (low + high) / 2.0) - middle;
  return {middle + bend, (at_high - at_low) / (high - low), std::abs(bend)};
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
    return product(from_linear(space_), color[0]);
  };
  const Vector black = measured(0, 0.0);
  for (std::size_t channel = 0; channel < 3; ++channel) {
    for (std::uint32_t part = 0; part < parts; ++part) {
      Vector begin = measured(channel, part_begin(part) - around);
      Vector end = measured(channel, part_end(part) + around);
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
  Vector center{};
  Vector reach{};
  std::array<Vector, 3> along{};
  for (std::size_t channel = 0; channel < 3; ++channel) {
    const Vector& begin = channels_[channel].begin[of.first[channel]];
    const Vector& end = channels_[channel].end[of.last[channel]];
    for (std::size_t i = 0; i < 3; ++i) {
      center[i] += (begin[i] + end[i]) / 2.0;
      along[channel][i] = (end[i] - begin[i]) / 2.0;
      reach[i] += std::abs(along[channel][i]);
    }
  }
  Zone zone{};
  for (std::size_t i = 0; i < 3; ++i) {
    const Strip strip = strip_around(space_, center[i] - reach[i], center[i] + reach[i]);
    center[i] = strip.center;
    for (Vector& span : along) span[i] *= strip.slope;
    Vector room{};
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
