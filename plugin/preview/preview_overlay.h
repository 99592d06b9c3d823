// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <cairo.h>

#include "plugin/output/label_sizes.h"
#include "plugin/preview/live_clusters.h"

namespace color_clusters {

/// Where color bar and key lie beside the picture: (0, 0) is the layer's upper left corner, (1, 1)
/// its lower right one.
struct PreviewBar {
  /// Empty if there is only a key.
  cairo_rectangle_t bar;
  bool is_vertical;
  /// Cells for the colors that have a share, in their order, or none.
  std::vector<cairo_rectangle_t> key;
  /// What is written on the segment of each cluster, in one or two lines; empty for nothing.
  std::vector<std::string> texts{};
  /// How large the texts are.
  LabelSizes sizes{0.0};
};

/// What shows through transparent pixels, at `place` of the screen.
void draw_checks(cairo_t* cairo, const cairo_rectangle_t& place);

/// The bar and its key; `layer` is where the layer lies on the screen and `pixel` is the size of
/// one of its pixels there.
void draw_bar(cairo_t* cairo, const cairo_rectangle_t& layer, double pixel, const PreviewBar& bar,
              const LiveResult& result);

/// The cluster whose segment or cell of the key lies at a place, in the units of PreviewBar.
std::optional<std::size_t> segment_at(double x, double y, const PreviewBar& bar,
                                      const LiveResult& result);

/// The numbers in the areas of a view, which lies at `place` on the screen.
void draw_labels(cairo_t* cairo, const cairo_rectangle_t& place, const MappedView& mapped,
                 const LiveResult& result);

}  // namespace color_clusters
