// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include <libgimp/gimp.h>

#include "core/color/color.h"

namespace color_clusters {

/// Declares an argument that no script sees: a list of colors, kept as text.
void add_colors_aux_argument(GimpProcedure* procedure, const char* name, const char* label,
                             const char* description);

/// The colors of such an argument, exactly as they were set. What is not a color ends the list.
std::vector<Color> colors_argument(GimpProcedureConfig* config, const char* name);
void set_colors_argument(GimpProcedureConfig* config, const char* name,
                         std::span<const Color> colors);

}  // namespace color_clusters
