// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "core/bar/bar_geometry.h"
#include "plugin/arguments/posterize_arguments.h"
#include "plugin/source/source_layer.h"

namespace color_clusters {

/// What a key of the colors' numbers takes.
struct KeyShape {
  std::size_t cells = 0;
  /// The least side of a cell in pixels.
  int cell_size = 1;
};

/// The place of the source's color bar and key. Throws Error when the canvas would get larger than
/// GIMP allows.
BarGeometry bar_geometry(const SourceLayer& source, const BarArguments& arguments,
                         const KeyShape& key = {});

}  // namespace color_clusters
