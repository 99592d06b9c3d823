// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include "core/bar/bar_geometry.h"
#include "plugin/mapping/map_arguments.h"

namespace color_clusters {

/// What is written on the segments of the color bar.
enum class BarText { none, hex, share, hex_and_share, name };

/// Where the color bar lies and how thick it is: percent of the picture's height or, to the right
/// of it, width; 0 for none.
struct BarArguments {
  BarPosition position;
  double percent;
  BarText text = BarText::none;
};

/// What a posterized picture becomes: one layer, a group with one layer for each color, a filter of
/// the layer itself, or nothing: then there is only the color bar.
enum class LayerKind { single, per_color, filter, none };

/// What "Posterize" is asked for besides its colors.
struct PosterizeArguments {
  BarArguments bar;
  AreaArguments areas;
  DitherArguments dither;
  LayerKind layers;
};

/// Declares the argument `color-bar`, which scripts may give by position: it comes first.
void add_color_bar_argument(GimpProcedure* procedure);

/// Declares those that are about the picture.
void add_posterize_arguments(GimpProcedure* procedure);

/// Reads the arguments. Throws Error when they do not go together.
PosterizeArguments posterize_arguments(GimpProcedureConfig* config);

}  // namespace color_clusters
