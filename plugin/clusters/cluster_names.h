// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/color/color.h"

namespace color_clusters {

/// `#rrggbb` of a gamma-encoded sRGB color; what lies outside is clipped.
std::string hex_name(const Color& srgb);

/// What each color is called: as in `names`, where there are some, or else its hexadecimal value;
/// so no two are alike, the second one with a name gets `(2)` behind it.
std::vector<std::string> color_names(std::span<const Color> srgb,
                                     std::span<const std::string> names = {});

/// `#c0392b · 27.1 %`: what each cluster is called, as above, and its share. The same in every
/// language, so that scripts can rely on it.
std::vector<std::string> cluster_names(std::span<const Color> srgb, std::span<const double> shares,
                                       std::span<const std::string> names = {});

/// 27.1 %, in every language like that.
std::string share_name(double share);

}  // namespace color_clusters
