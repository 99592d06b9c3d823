// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>

#include "core/bar/bar_geometry.h"
#include "plugin/arguments/posterize_arguments.h"
#include "plugin/output/label_sizes.h"
#include "plugin/results/canvas_size.h"
#include "plugin/source/source_layer.h"

namespace color_clusters {

/// The size of a key of the colors' numbers.
struct KeyShape {
  std::size_t cells = 0;
  /// The least side of a cell in pixels.
  int cell_size = 1;
};

/// The place of the source's color bar and key on a canvas of that size, or on that of the image.
/// Throws Error when the canvas would get larger than GIMP allows.
BarGeometry bar_geometry(const SourceLayer& source, const BarArguments& arguments,
                         const KeyShape& key = {}, const std::optional<CanvasSize>& canvas = {});

/// The same for what lies at that place of the image.
BarGeometry bar_geometry(const GeglRectangle& place, const BarArguments& arguments,
                         const KeyShape& key, const CanvasSize& canvas);

/// What of the source's pixels can be seen beside bar and key.
VisiblePart visible_part(const SourceLayer& source, const BarGeometry& geometry,
                         const std::optional<CanvasSize>& canvas = {});

/// An estimate of the key of clusters with these shares, without asking GIMP how wide its font is.
KeyShape estimated_key_shape(std::span<const double> shares, const LabelSizes& sizes);

/// Returns what can be seen beside the bar and the key of clusters with these shares. Does not call
/// GIMP, so any thread may call it.
using FindVisiblePart = std::function<VisiblePart(std::span<const double> shares)>;
FindVisiblePart visible_part_finder(const SourceLayer& source, const BarArguments& arguments,
                                    const LabelSizes& sizes,
                                    const std::optional<CanvasSize>& canvas = {});

}  // namespace color_clusters
