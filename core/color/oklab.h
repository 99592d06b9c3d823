// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/base/matrix3.h"
#include "core/color/color.h"

namespace color_clusters {

/// Linear-light sRGB to cone responses, and the cube roots of these to Oklab.
inline constexpr Matrix3 cones_from_linear_srgb{{{0.4122214708, 0.5363325363, 0.0514459929},
                                                 {0.2119034982, 0.6806995451, 0.1073969566},
                                                 {0.0883024619, 0.2817188376, 0.6299787005}}};
inline constexpr Matrix3 oklab_from_cone_roots{{{0.2104542553, 0.7936177850, -0.0040720468},
                                                {1.9779984951, -2.4285922050, 0.4505937099},
                                                {0.0259040371, 0.7827717662, -0.8086757660}}};

/// Linear-light sRGB (0 … 1 in gamut, any finite value outside) to Oklab: L 0 … 1, a and b about
/// -0.4 … 0.4. Negative cone responses, which colors outside sRGB can have, keep their sign.
/// Source: B. Ottosson, "A perceptual color space for image processing", 2020.
Color oklab_from_linear_srgb(const Color& linear);

/// oklab_from_linear_srgb of many colors, in place, in less time.
void oklabs_from_linear_srgb(std::span<Color> colors);

/// The inverse of oklab_from_linear_srgb.
Color linear_srgb_from_oklab(const Color& lab);

}  // namespace color_clusters
