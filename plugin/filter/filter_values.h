// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "plugin/clusters/cluster_arguments.h"
#include "plugin/filter/filter_options.h"
#include "plugin/mapping/map_arguments.h"

namespace color_clusters {

/// Where the color bar is.
enum class FilterBar { none, inside_bottom, inside_top };

/// What is shown of the result.
enum class Shown { posterized, one_color };

/// The values of the filter's properties.
struct FilterValues {
  int color_count = default_color_count;
  bool automatic = false;
  int most_colors = default_most_colors;
  double accents = 0.0;
  ColorSpace color_space = ColorSpace::cielab;
  Representative representative = Representative::mean;
  std::string keep_colors;
  std::string palette;
  int palette_colors = 0;
  std::string recolor;
  int smallest_area = 0;
  int smooth_edges = 0;
  DitherMethod dither = DitherMethod::none;
  double dither_strength = 100.0;
  FilterBar bar = FilterBar::none;
  double bar_size = 8.0;
  Shown shown = Shown::posterized;
  int color = 1;
};

/// What they ask for.
FilterOptions options_of(const FilterValues& values);

}  // namespace color_clusters
