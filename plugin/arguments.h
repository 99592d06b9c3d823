// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include <libgimp/gimp.h>

#include "core/color.h"
#include "plugin/pixels/cluster_space.h"

namespace color_clusters {

/// Which color stands for a cluster.
enum class Representative { mean, nearest };

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
  /// Colors that stay as they are, in sRGB: those that the artist has locked in a dialog.
  std::vector<Color> locked;

  bool operator==(const ClusterArguments&) const = default;
};

/// Declares the arguments `colors` and `color-space`.
void add_cluster_arguments(GimpProcedure* procedure);

/// Declares the arguments that refine the choice of colors. They come after those of a procedure's
/// own, which scripts may give by position.
void add_choice_arguments(GimpProcedure* procedure);

/// Declares the return value `shares`.
void add_shares_return_value(GimpProcedure* procedure);

/// Keeps the colors that are locked in a dialog, in sRGB. They are no argument for scripts.
void set_locked_colors(GimpProcedureConfig* config, std::span<const Color> colors);

/// Reads the arguments that both procedures have.
ClusterArguments cluster_arguments(GimpProcedureConfig* config);

}  // namespace color_clusters
