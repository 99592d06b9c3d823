// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <limits>
#include <span>

#include "core/color/color.h"

namespace color_clusters {

/// A color as it matters for edges and to the eye.
struct Ink {
  /// Gamma-encoded sRGB.
  Color rgb;
  /// Luma, Cb, Cr of JFIF.
  Color ycc;
  Color lab;

  explicit Ink(const Color& color);
};

/// How far a color is from what edges between others make: antialiasing, scaling and blurring blend
/// on the straight line between two, JPEG with halved chroma also with the luma of one or anything
/// between.
struct BlendDistance {
  /// To the nearest line, in RGB or along the luma of one of two colors.
  double line = std::numeric_limits<double>::infinity();
  /// In the chroma plane, to the nearest line between two colors one of which is darker and the
  /// other brighter.
  double chroma = std::numeric_limits<double>::infinity();
};

/// The distance to the edges between each two of `others`; infinite where the foot of the
/// perpendicular is not between them.
BlendDistance blend_distance(const Ink& ink, std::span<const Ink> others);

/// The number of pairs of inks, but at least one: with many pairs the blends are close to
/// everything, so what counts as near to one shrinks.
double pair_count(std::size_t inks);

/// CIEDE2000 to the nearest of `others`; infinite if there are none.
double difference_to_nearest(const Ink& ink, std::span<const Ink> others);

}  // namespace color_clusters
