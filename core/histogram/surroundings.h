// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/color/color.h"

namespace color_clusters {

/// What a pixel of a picture and those around it are like. A histogram does not tell a color that
/// fills areas from one that is only on edges; a sample of these does.
struct Surroundings {
  /// Of the 3 × 3 pixels in the middle.
  Color mean{};
  /// The root mean square of their distances to the mean.
  float deviation = 0.0F;
  /// The least deviation of nine such windows: that one, and those two pixels away from it.
  float least_deviation = 0.0F;
  /// Where it is among the places of a sample, which are in rows and columns.
  std::int32_t row = 0;
  std::int32_t column = 0;

  /// What is looked at has so many pixels a side.
  static constexpr std::size_t side = 7;
  using Patch = std::span<const Color, side * side>;
};

/// The surroundings of the pixel in the middle of a patch, row by row, of finite colors; where that
/// is among others is for the caller to say.
Surroundings surroundings_of(Surroundings::Patch patch);

}  // namespace color_clusters
