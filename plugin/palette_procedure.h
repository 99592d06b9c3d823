// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

namespace color_clusters {

inline constexpr char palette_procedure_name[] = "plug-in-color-clusters-palette";

/// "Extract Palette…": makes a palette resource of a layer's colors.
GimpProcedure* create_palette_procedure(GimpPlugIn* plug_in);

}  // namespace color_clusters
