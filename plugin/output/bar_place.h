// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gegl.h>

#include "core/bar/bar_geometry.h"
#include "plugin/arguments/posterize_arguments.h"
#include "plugin/results/canvas_size.h"

namespace color_clusters {

/// The place of the color bar of what lies at that place of the image, on a canvas of that size.
/// Throws Error when the canvas would get larger than GIMP allows.
BarGeometry bar_geometry(const GeglRectangle& place, const BarArguments& arguments,
                         const CanvasSize& canvas);

}  // namespace color_clusters
