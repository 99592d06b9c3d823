// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

namespace color_clusters {

inline constexpr char separate_procedure_name[] = "plug-in-color-clusters-separate";

/// "Separate Inks…": adds a group of films for printing, one for each ink of a layer's colors, and
/// a proof of them.
GimpProcedure* create_separate_procedure(GimpPlugIn* plug_in);

}  // namespace color_clusters
