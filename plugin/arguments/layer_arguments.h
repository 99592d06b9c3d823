// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include "plugin/mapping/map_arguments.h"

namespace color_clusters {

// What all commands that add layers have.

/// What else happens besides making the layers.
struct ResultArguments {
  /// Whether the layer that they are made of is hidden then, so that the canvas shows the new ones
  /// in its place.
  bool hide_original = true;
  /// Whether to make a palette of the colors, too.
  bool create_palette = false;
  /// Whether an earlier result of the same layer goes.
  bool replace_earlier = false;
};

/// Declares `smallest-area` and `smooth-edges`.
void add_area_arguments(GimpProcedure* procedure);
AreaArguments area_arguments(GimpProcedureConfig* config);

/// What is seen in the place of a layer: that layer posterized, or something else made of it.
enum class Replacement { posterized, other };

/// Declares `hide-original`, `create-palette` and `replace-earlier`. They come last.
void add_result_arguments(GimpProcedure* procedure, Replacement replacement);
ResultArguments result_arguments(GimpProcedureConfig* config);

}  // namespace color_clusters
