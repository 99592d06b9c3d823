// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/color/color.h"

namespace color_clusters {

/// Gamma-encoded sRGB (0 … 1 in gamut; values outside as in linear_from_srgb) to CIELAB of the
/// white point D50, L 0 … 100: sRGB's own D65 adapted by the Bradford transform, as ICC profiles
/// and babl do. Sources: IEC 61966-2-1; CIE 15; ICC.1:2022, annex E.
Color lab_from_srgb(const Color& srgb);

/// The inverse of lab_from_srgb.
Color srgb_from_lab(const Color& lab);

}  // namespace color_clusters
