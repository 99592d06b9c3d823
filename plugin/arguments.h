// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <libgimp/gimp.h>

#include "core/color/color.h"
#include "plugin/pixels/cluster_space.h"

namespace color_clusters {

/// Which color stands for a cluster.
enum class Representative { mean, nearest, vivid };

/// The order in which clusters are listed.
enum class Order { share, lightness, hue };

/// What both procedures are asked for.
struct ClusterArguments {
  int colors;
  /// Choose the number of colors, up to `colors`.
  bool automatic;
  ColorSpace color_space;
  /// See ClusteringOptions.
  double accents;
  Representative representative;
  Order order;
  /// Colors that stay, in gamma-encoded sRGB, each once; at most `colors`.
  std::vector<Color> kept;
  /// If there are any, the colors to use, in gamma-encoded sRGB, each once: none are found then.
  std::vector<Color> palette;

  bool operator==(const ClusterArguments&) const = default;
};

/// Declares the arguments `colors` and `color-space`.
void add_cluster_arguments(GimpProcedure* procedure);

/// Declares the arguments that refine the choice of colors. They come after those of a procedure's
/// own, which scripts may give by position.
void add_choice_arguments(GimpProcedure* procedure);

/// Declares the argument `palette`.
void add_given_palette_argument(GimpProcedure* procedure);

/// Declares the return value `shares`.
void add_shares_return_value(GimpProcedure* procedure);

/// Reads the arguments that both procedures have, and `palette` where there is one. Throws Error
/// when they do not go together.
ClusterArguments cluster_arguments(GimpProcedureConfig* config);

}  // namespace color_clusters
