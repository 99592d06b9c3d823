// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/color/color.h"

namespace color_clusters {

/// A mode of the density of a picture's colors: a local maximum in color space.
struct DensityMode {
  /// Mean of the colors in the core: those of the basin within `core_radius` of this position.
  Color position{};
  /// Share of the picture in the core.
  double core = 0.0;
  /// Share of the picture in the basin: all colors from which steepest ascent leads here.
  double basin = 0.0;
  /// Density at the peak over that of the highest saddle to a higher peak; infinite if there is
  /// none.
  double prominence = 0.0;
  /// Indices of the colors of the core.
  std::vector<std::size_t> members;

  /// Two standard deviations of weak noise, in gamma-encoded sRGB.
  static constexpr float core_radius = 8.0F / 255.0F;
};

/// Finds the modes of a set of weighted colors in gamma-encoded sRGB (any values; what lies
/// further outside 0 … 1 than noise gets counts as on the border, and what is not finite belongs to
/// no mode), largest core first. Leaves out those with a core below `least_core` of all.
///
/// The density is a histogram of cells 5/255 wide, blurred as much again. Its peaks and saddles
/// come from a watershed: cells are visited from the densest down and joined to the basin of their
/// densest neighbor; where two basins meet, the lower peak becomes part of the other's basin unless
/// it stands out by 1.2 times. Sources: W. Koontz, P. Narendra and K. Fukunaga, "A graph-theoretic
/// approach to nonparametric cluster analysis", 1976; F. Chazal et al., "Persistence-based
/// clustering in Riemannian manifolds", 2013.
std::vector<DensityMode> find_density_modes(std::span<const Color> srgb,
                                            std::span<const double> weights,
                                            double least_core = 0.0005);

}  // namespace color_clusters
