// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

namespace color_clusters {

inline constexpr char posterize_procedure_name[] = "plug-in-color-clusters-posterize";

/// "Posterize…": adds a layer that shows a layer in a few colors, and a bar of their shares.
GimpProcedure* create_posterize_procedure(GimpPlugIn* plug_in);

}  // namespace color_clusters
