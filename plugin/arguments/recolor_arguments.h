// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include <libgimp/gimp.h>

#include "plugin/clusters/recolor.h"

namespace color_clusters {

/// Declares the argument `recolor`.
void add_recolor_argument(GimpProcedure* procedure);

/// What the argument and the artist ask for. Throws Error when the palette is gone.
Recoloring recoloring(GimpProcedureConfig* config);

/// The clusters that the artist has recolored in a dialog. They are no argument for scripts.
std::vector<RecoloredCluster> recolored_clusters(GimpProcedureConfig* config);
void set_recolored_clusters(GimpProcedureConfig* config,
                            std::span<const RecoloredCluster> clusters);

}  // namespace color_clusters
