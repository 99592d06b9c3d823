// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <libgimp/gimp.h>

#include "core/color.h"

namespace color_clusters {

/// Declares the argument `keep-palette`.
void add_keep_palette_argument(GimpProcedure* procedure);

/// The colors of the palette that is to be kept, each once, in gamma-encoded sRGB, not clipped;
/// none without a palette. Throws Error when there are more than `most`.
std::vector<Color> kept_colors(GimpProcedureConfig* config, int most);

}  // namespace color_clusters
