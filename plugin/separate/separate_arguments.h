// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include "plugin/clusters/cluster_arguments.h"
#include "plugin/films/film_arguments.h"
#include "plugin/mapping/map_arguments.h"

namespace color_clusters {

/// What "Separate Inks" is asked for besides its colors.
struct SeparateArguments {
  AreaArguments areas;
  FilmArguments films;
  /// Whether films have marks by which they are laid over each other, and a line that says which
  /// ink they are for.
  bool has_marks = true;
  bool has_labels = true;
  /// Whether to show what the films look like when they are printed.
  bool has_proof = true;
};

/// Declares those arguments; what colors are found is declared before them, and what else happens
/// after them.
void add_separate_arguments(GimpProcedure* procedure);

/// Reads them; lengths are pixels of `image`. Throws Error when they do not go together.
SeparateArguments separate_arguments(GimpProcedureConfig* config, GimpImage* image);

/// Whether the color of the paper is that of `paper-color`.
bool has_paper_color(GimpProcedureConfig* config);

/// What to find: the inks that are asked for and, unless that is to be an ink like others, the
/// paper.
ClusterArguments ink_arguments(GimpProcedureConfig* config);

}  // namespace color_clusters
