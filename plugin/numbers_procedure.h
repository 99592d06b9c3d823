// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

namespace color_clusters {

inline constexpr char numbers_procedure_name[] = "plug-in-color-clusters-paint-by-numbers";

/// "Paint by Numbers…": adds outlines and numbers of a layer's areas, the painted picture, and a
/// key.
GimpProcedure* create_numbers_procedure(GimpPlugIn* plug_in);

}  // namespace color_clusters
