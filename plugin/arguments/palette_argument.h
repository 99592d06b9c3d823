// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <libgimp/gimp.h>

#include "core/color/color.h"
#include "plugin/clusters/named_colors.h"
#include "plugin/glib/owned.h"

namespace color_clusters {

/// Declares an argument that names a palette, or none.
void add_palette_argument(GimpProcedure* procedure, const char* name, const char* label,
                          const char* description);

/// The palette that an argument names, or null.
Owned<GimpPalette> palette_argument(GimpProcedureConfig* config, const char* name);

/// The colors of a palette's entries, in gamma-encoded sRGB, not clipped. Throws Error when it is
/// gone.
std::vector<Color> palette_entries(GimpPalette* palette);

/// The colors of a palette without duplicates, in gamma-encoded sRGB, not clipped. Throws Error
/// when it is gone.
std::vector<Color> palette_colors(GimpPalette* palette);

/// The names of the first so many entries (see lasting_name), empty for those without: what GIMP
/// calls these is no name.
std::vector<std::string> entry_names(GimpPalette* palette, std::size_t count);

/// The colors of a palette without duplicates, with the names of their entries. Throws Error when
/// the palette is gone.
std::vector<NamedColor> named_colors(GimpPalette* palette);

/// Adds `color` unless it is there already.
void add_once(std::vector<Color>& colors, const Color& color);

}  // namespace color_clusters
