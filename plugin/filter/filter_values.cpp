// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/filter/filter_values.h"

#include <cstddef>

#include "core/kmeans/color_tree.h"

namespace color_clusters {

FilterOptions options_of(const FilterValues& values) {
  const int most = values.automatic ? values.most_colors : values.color_count;
  const std::vector<Color> palette = colors_in(values.palette, max_clusters);
  // A palette leaves out those that it does not have.
  const std::size_t most_kept = palette.empty() ? static_cast<std::size_t>(most) : max_clusters;
  FilterOptions options{
      .clusters = {.color_count = most,
                   .automatic = values.automatic,
                   .color_space = values.color_space,
                   .accents = values.accents,
                   .representative = values.representative,
                   .kept = colors_in(values.keep_colors, most_kept),
                   .palette = palette,
                   .palette_colors = values.palette_colors},
      .areas = {.smallest_area = values.smallest_area, .smooth_edges = values.smooth_edges},
      .dither = {.method = values.dither, .strength = values.dither_strength},
      .recolored = colors_in(values.recolor, max_clusters, Repeated::kept),
      .bar = {},
      .shown_cluster = {},
  };
  if (!options.clusters.palette.empty()) options.clusters.order = Order::palette;
  // They undo each other; dots are what is asked for last in the dialog.
  if (options.dither.is_on()) options.areas = {};
  if (values.bar != FilterBar::none) {
    options.bar = {.position = values.bar == FilterBar::inside_top ? BarPosition::inside_top
                                                                   : BarPosition::inside_bottom,
                   .percent = values.bar_size};
  }
  if (values.shown == Shown::one_color) {
    options.shown_cluster = static_cast<std::size_t>(values.color - 1);
  }
  return options;
}

}  // namespace color_clusters
