// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/color/color.h"

namespace color_clusters {

/// `#rrggbb`: a color in 8-bit sRGB; what lies outside is clipped.
std::string hex_name(const Color& srgb);

/// `#c0392b · 27.1 %`: a color and its share. The same in every language, so that scripts can rely
/// on it.
std::string color_name(const Color& srgb, double share);

}  // namespace color_clusters
