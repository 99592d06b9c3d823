// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <libgimp/gimp.h>

#include "plugin/clusters/cluster_arguments.h"
#include "plugin/clusters/named_colors.h"

namespace color_clusters {

/// Declares the arguments `colors` and `color-space`.
void add_cluster_arguments(GimpProcedure* procedure);

/// What is listed in an order: colors, or inks in the order in which they are printed.
enum class Listed { colors, inks };

/// Declares the arguments that refine the choice of colors. They come after those of a procedure's
/// own, which scripts may give by position.
void add_choice_arguments(GimpProcedure* procedure, Listed listed = Listed::colors);

/// Declares the arguments `palette` and `palette-colors`.
void add_given_palette_argument(GimpProcedure* procedure);

/// Whether only some of a palette's colors are used, among which others are kept.
bool chooses_entries(GimpProcedureConfig* config);

/// Declares the argument `sample-merged`.
void add_merged_argument(GimpProcedure* procedure);

/// Whether there is that argument.
bool can_sample_merged(GimpProcedureConfig* config);

/// Whether what the image shows is looked at instead of layers.
bool samples_merged(GimpProcedureConfig* config);

/// Declares the argument `names-from`.
void add_names_argument(GimpProcedure* procedure);

/// The colors of that palette, or none. Throws Error when it is gone.
std::vector<NamedColor> names_argument(GimpProcedureConfig* config);

/// Declares the return value `shares`.
void add_shares_return_value(GimpProcedure* procedure, Listed listed = Listed::colors);

/// Packs shares into the return value at `index`.
void set_shares(GimpValueArray* values, int index, const std::vector<double>& shares);

/// Reads the arguments that both procedures have, and `palette` where there is one. Throws Error
/// when they do not go together.
ClusterArguments cluster_arguments(GimpProcedureConfig* config);

}  // namespace color_clusters
