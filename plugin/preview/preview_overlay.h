// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <cairo.h>

#include "core/bar/text_sizes.h"
#include "plugin/preview/live_clusters.h"

namespace color_clusters {

/// Where the color bar lies beside the picture: (0, 0) is the layer's upper left corner, (1, 1) its
/// lower right one.
struct PreviewBar {
  cairo_rectangle_t area;
  bool is_vertical;
  /// What is written on the segment of each cluster, in one or two lines; empty for nothing.
  std::vector<std::string> texts{};  // NOLINT(readability-redundant-member-init)
  /// How large the texts are.
  TextSizes sizes{0.0};
};

/// What shows through transparent pixels, at `place` of the screen.
void draw_checks(cairo_t* cairo, const cairo_rectangle_t& place);

/// The bar; `layer` is where the layer lies on the screen and `pixel` is the size of
/// one of its pixels there.
void draw_bar(cairo_t* cairo, const cairo_rectangle_t& layer, double pixel, const PreviewBar& bar,
              const LiveResult& result);

/// The cluster whose segment lies at a place, in the units of PreviewBar.
std::optional<std::size_t> segment_at(double x, double y, const PreviewBar& bar,
                                      const LiveResult& result);

}  // namespace color_clusters
