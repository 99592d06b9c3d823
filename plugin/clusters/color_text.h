// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

#include "core/color/color.h"

namespace color_clusters {

/// Colors in gamma-encoded sRGB as the filter reads them: #rrggbb if that is exact, else
/// #rrrrggggbbbb, with spaces between. What is beyond 0 … 1 cannot be written and is clipped.
std::string text_of_colors(std::span<const Color> srgb);

}  // namespace color_clusters
