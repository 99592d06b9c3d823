// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/base/matrix3.h"
#include "core/color/color.h"

namespace color_clusters {

/// Linear-light sRGB to XYZ of D50. Its rows add up to the white point, so that grays have no
/// chroma.
inline constexpr Matrix3 xyz_from_linear_srgb{{{0.4360747, 0.3850649, 0.1430804},
                                               {0.2225045, 0.7168786, 0.0606169},
                                               {0.0139322, 0.0971045, 0.7141733}}};
inline constexpr Vector3 white_d50{0.9642200, 1.0, 0.8252100};

/// Replaces numbers, each X, Y or Z as a part of the white point's, by what CIELAB makes of them: a
/// cube root, and a straight line near black. Source: CIE 15.
void apply_lab_curve(std::span<double> parts);

/// Gamma-encoded sRGB (0 … 1 in gamut; values outside as in linear_from_srgb) to CIELAB of the
/// white point D50, L 0 … 100: sRGB's own D65 adapted by the Bradford transform, as ICC profiles
/// and babl do. Sources: IEC 61966-2-1; CIE 15; ICC.1:2022, annex E.
Color lab_from_srgb(const Color& srgb);

/// lab_from_srgb of many colors, in place, in less time.
void labs_from_srgb(std::span<Color> colors);

/// The inverse of lab_from_srgb.
Color srgb_from_lab(const Color& lab);

}  // namespace color_clusters
