// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/bar/bar_geometry.h"
#include "core/color/color.h"
#include "plugin/clusters/cluster_arguments.h"
#include "plugin/mapping/map_arguments.h"

namespace color_clusters {

/// What the filter is to do.
struct FilterOptions {
  ClusterArguments clusters;
  AreaArguments areas;
  DitherArguments dither;
  /// Colors in which clusters are shown, in their order, instead of those that were found.
  std::vector<Color> recolored;
  /// Inside the picture only: a filter does not change the canvas.
  std::optional<BarShape> bar;
  /// If given, only this cluster is shown as it is, the first in the order being 0; with fewer
  /// clusters the last one.
  std::optional<std::size_t> shown_cluster;
};

/// What becomes of a color that is named again.
enum class Repeated { left_out, kept };

/// The colors that are named in a text, in gamma-encoded sRGB, in their order: as #rgb, #rrggbb,
/// #rrrrggggbbbb, or one of the 16 names of HTML 4, separated by spaces, commas or semicolons. What
/// is none of these is left out. At most `most` colors are read.
std::vector<Color> colors_in(const std::string& text, std::size_t most,
                             Repeated use = Repeated::left_out);

}  // namespace color_clusters
