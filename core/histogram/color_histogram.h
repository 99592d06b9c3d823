// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/base/large_arrays.h"
#include "core/color/color.h"
#include "core/histogram/surroundings.h"

namespace color_clusters {

/// The colors of a picture with their weights: all that clustering needs to know of it.
///
/// Entries follow each other in Morton order of the layer's own encoding: what is near in the list
/// is mostly near in color too, so that runs of entries can be handled at once. Converting `colors`
/// to another space keeps the order.
struct ColorHistogram {
  /// Distinct colors or, where a picture has more of them than is useful to keep, the exact
  /// weighted means of small bins.
  LargeVector<Color> colors;
  /// Weight of each entry, > 0. A fully counted pixel weighs `pixel_weight`.
  LargeVector<double> weights;
  /// Sum of `weights`.
  double total_weight = 0.0;
  /// The weight of one opaque, fully selected pixel.
  double pixel_weight = 1.0;
  /// How many pixels have any weight.
  std::size_t pixels = 0;
  /// Number of distinct colors of the picture. With bins it is larger than `colors.size()`, or at
  /// high precision, where the colors in a bin are not told apart, at least as large.
  std::size_t distinct_colors = 0;
  /// Places all over the picture, in the same encoding as `colors` were counted in; empty if nobody
  /// looked.
  std::vector<Surroundings> places{};  // NOLINT(readability-redundant-member-init)

  [[nodiscard]] bool empty() const { return colors.empty(); }
};

}  // namespace color_clusters
