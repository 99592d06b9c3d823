// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/color/color.h"
#include "core/kmeans/color_tree.h"

namespace color_clusters {

struct WeightedColors {
  std::vector<Color> colors;
  std::vector<double> weights;
};

/// The colors of a tree in bins, each with its exact mean: neighbors in the tree that fit into a
/// cube are merged. The cubes are `widest` of the range of all colors wide, or as much less as it
/// takes to have `enough` > 0 bins; where there are hardly more colors than that, every color is a
/// bin.
WeightedColors bin_colors(const ColorTree& tree, std::size_t enough, float widest);

}  // namespace color_clusters
