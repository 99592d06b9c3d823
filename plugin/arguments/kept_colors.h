// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include <libgimp/gimp.h>

#include "core/color/color.h"

namespace color_clusters {

/// Declares the argument `keep-palette`.
void add_keep_palette_argument(GimpProcedure* procedure);

/// The colors that stay, without duplicates, in gamma-encoded sRGB, not clipped: those of the
/// palette that is to be kept, and those that are locked in the dialog. Throws Error when there are
/// more than `most`.
std::vector<Color> kept_colors(GimpProcedureConfig* config, int most);

/// Those of `palette` that are kept in the same way: the others that are kept have no effect.
/// Throws Error when there are more than `most`.
std::vector<Color> kept_entries(GimpProcedureConfig* config, std::span<const Color> palette,
                                int most);

/// The colors that the artist has locked in a dialog, as above. They are no argument for scripts.
std::vector<Color> locked_colors(GimpProcedureConfig* config);
void set_locked_colors(GimpProcedureConfig* config, std::span<const Color> colors);

}  // namespace color_clusters
