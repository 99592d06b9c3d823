// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plugin/preview/live_clusters.h"
#include "plugin/separate/separate_arguments.h"

namespace color_clusters {

/// Paints the proof and the films of samples as those of a whole layer with `width` × `height`
/// pixels would be; lengths and screens are scaled with the samples. Dots that are too small for
/// them are seen as tones. The films are those of the clusters, of which the paper's is white, and
/// after them the underbase, if there is one.
PaintView film_painter(const SeparateArguments& arguments, int width, int height);

}  // namespace color_clusters
