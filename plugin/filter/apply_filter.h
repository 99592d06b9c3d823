// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gegl.h>

#include "plugin/filter/filter_options.h"

namespace color_clusters {

/// The format in which the filter reads and writes pixels of this one: the same if it can, else one
/// that holds as much. Null stands for any.
const Babl* filter_format(const Babl* format);

/// Clusters the colors of all pixels of `picture`, and writes those in `part` of it in the colors
/// of their clusters to the same place of `output`. Both buffers have a format of filter_format. If
/// nothing of the picture is visible, it is copied. The result depends neither on the number of
/// threads nor on which part is asked for.
void apply_filter(const FilterOptions& options, GeglBuffer* input, const GeglRectangle& picture,
                  GeglBuffer* output, const GeglRectangle& part);

}  // namespace color_clusters
