// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/color.h"
#include "core/color_tree.h"

namespace color_clusters {

/// For each center the number of the color in the tree that is nearest to it, among those of its
/// cluster; the first of several. 0 for a center that no color is nearest to.
std::vector<std::size_t> nearest_members(const ColorTree& tree, std::span<const Color> centers,
                                         int threads);

}  // namespace color_clusters
