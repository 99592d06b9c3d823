// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/color/color.h"
#include "core/inks/binned_colors.h"

namespace color_clusters {

/// A spot in a color of its own.
struct Accent {
  /// The mean of its core: in the cluster space, in gamma-encoded sRGB and in CIELAB.
  Color center{};
  Color srgb{};
  Color lab{};
  /// The share of the picture in its core, the colors within `core_radius` of the mean.
  double share = 0.0;
  /// The part of what is within two radii of the mean that is within one.
  double compactness = 0.0;
  /// How much it deserves a center: see find_accents.
  double weight = 0.0;

  /// Two standard deviations of strong noise, in gamma-encoded sRGB.
  static constexpr float core_radius = 16.0F / 255.0F;
};

/// Finds the spots that are far from some centers, the largest weight first.
///
/// A spot is a peak of the density of colors, with less than 5 % of the picture, that is
/// `least_difference` or more (CIEDE2000) from all centers (`served`, in CIELAB). What edges and
/// halos make is not a spot: streaks, which are as dense around their peak as at it, and blends of
/// two other peaks (see blend_distance). The less compact a spot is, the further it has to be from
/// such blends. Of peaks that look much alike the largest counts.
///
/// Its weight is the square of its distance to the centers times the fourth root of its share; that
/// of vivid spots is up to 1.25 times that of gray ones. The fourth root, as for the parts of
/// find_natural_centers, ranks a small spot that is far from everything above a larger one that is
/// near to something. The numbers are from experiments (tests/core/inks/accents_test).
std::vector<Accent> find_accents(const BinnedColors& binned, std::span<const Color> served,
                                 double least_difference);

}  // namespace color_clusters
