// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/color/color.h"

namespace color_clusters {

/// `#rrggbb` of a gamma-encoded sRGB color; what lies outside is clipped.
std::string hex_name(const Color& srgb);

/// `#c0392b · 27.1 %`: the color of each cluster and its share; `#c0392b (2) · 3.4 %` for the
/// second one with the same bytes. So no two are alike. The same in every language, so that scripts
/// can rely on it.
std::vector<std::string> cluster_names(std::span<const Color> srgb, std::span<const double> shares);

}  // namespace color_clusters
