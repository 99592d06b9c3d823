// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include "plugin/pixels/cluster_space.h"

namespace color_clusters {

/// What both procedures are asked for.
struct ClusterArguments {
  int colors;
  ColorSpace color_space;
};

/// Declares the arguments `colors` and `color-space`.
void add_cluster_arguments(GimpProcedure* procedure);

/// Declares the return value `shares`.
void add_shares_return_value(GimpProcedure* procedure);

/// Reads `colors` and `color-space`.
ClusterArguments cluster_arguments(GimpProcedureConfig* config);

}  // namespace color_clusters
