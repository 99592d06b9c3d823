// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/color/color.h"

namespace color_clusters {

/// Linear-light sRGB (0 … 1 in gamut, any finite value outside) to Oklab: L 0 … 1, a and b about
/// -0.4 … 0.4. Negative cone responses, which colors outside sRGB can have, keep their sign.
/// Source: B. Ottosson, "A perceptual color space for image processing", 2020.
Color oklab_from_linear_srgb(const Color& linear);

/// The inverse of oklab_from_linear_srgb.
Color linear_srgb_from_oklab(const Color& lab);

}  // namespace color_clusters
