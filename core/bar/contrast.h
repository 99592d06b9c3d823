// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/color/color.h"

namespace color_clusters {

/// The luminance of a gamma-encoded sRGB color, 0 for black … 1 for white; clipped to sRGB.
double relative_luminance(const Color& srgb);

/// How well two colors with these relative luminances are told apart when one is text on the other,
/// 1 … 21. Source: Web Content Accessibility Guidelines 2.2, "contrast ratio".
double contrast_ratio(double luminance, double other);

/// Whether black text has more contrast on a color than white text; black where both have the same.
bool reads_better_in_black(const Color& ground);

}  // namespace color_clusters
