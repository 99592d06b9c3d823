// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/color/color.h"

namespace color_clusters {

/// Gamma-encoded sRGB to linear light. Values outside 0 … 1 are not clipped: the curve is extended
/// above and the line below, as in babl, which encodes the colors of wide-gamut spaces this way.
/// Source: IEC 61966-2-1.
Color linear_from_srgb(const Color& srgb);

/// Replaces each color by linear_from_srgb of it, several at a time.
void linear_from_srgb(std::span<Color> colors);

/// The inverse of linear_from_srgb.
Color srgb_from_linear(const Color& linear);

}  // namespace color_clusters
