// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/color/color.h"
#include "core/histogram/surroundings.h"

namespace color_clusters {

/// The colors that fill areas of a picture.
struct AreaInks {
  /// In gamma-encoded sRGB.
  std::vector<Color> colors;
  /// The part of the calm places that is near one of them: almost all in flat art, less in a
  /// photograph.
  double explained = 0.0;
};

/// Finds them in a sample of places all over a picture, in gamma-encoded sRGB.
///
/// First come the modes of the density of those means whose surroundings are flat, as far as the
/// picture's noise lets them, largest first. What is blurred or compressed has small areas that are
/// flat nowhere: so then come the accumulations of means at *calm* places, which deviate least in
/// their neighborhood. Many of these are made by edges, thin lines and the ringing of JPEG. A
/// logistic regression tells them from inks, by how many there are, how close together they are,
/// and how far in color from all other inks and from the blends of two.
///
/// Values that are not finite are left out.
AreaInks find_area_inks(std::span<const Surroundings> sample);

}  // namespace color_clusters
