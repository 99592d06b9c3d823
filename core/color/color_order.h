// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/color/color.h"

namespace color_clusters {

/// Indices of Oklab colors from dark to light; a stable sort.
std::vector<std::size_t> order_by_lightness(std::span<const Color> oklab);

/// Indices of Oklab colors around the hue circle in steps of 30°, red first (then yellow, green,
/// blue, violet), and within a step from dark to light. Grays have no hue, and near-blacks none
/// that can be seen: they come before all others, from dark to light.
std::vector<std::size_t> order_by_hue(std::span<const Color> oklab);

}  // namespace color_clusters
