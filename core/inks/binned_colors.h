// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/color/cielab.h"
#include "core/color/color.h"
#include "core/kmeans/color_bins.h"
#include "core/kmeans/color_tree.h"

namespace color_clusters {

/// A picture's colors, merged into bins, in the cluster space and in gamma-encoded sRGB.
struct BinnedColors {
  WeightedColors bins;
  /// The means of the bins in gamma-encoded sRGB.
  std::vector<Color> srgb;

  BinnedColors(const ColorTree& tree, const ToSrgb& to_srgb)
      : bins(bin_colors(tree, enough_bins, widest_bin)), srgb(bins.colors) {
    to_srgb(srgb);
  }

  static constexpr std::size_t enough_bins = 8192;
  static constexpr float widest_bin = 1.0F / 64.0F;
};

/// A color of the cluster space in CIELAB.
inline Color lab_of(Color color, const ToSrgb& to_srgb) {
  to_srgb(std::span(&color, 1));
  return lab_from_srgb(color);
}

}  // namespace color_clusters
