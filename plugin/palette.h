// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <libgimp/gimp.h>

#include "core/color/color.h"
#include "plugin/layer_clusters.h"
#include "plugin/owned.h"

namespace color_clusters {

/// Declares an argument that names a palette, or none.
void add_palette_argument(GimpProcedure* procedure, const char* name, const char* label,
                          const char* description);

/// The palette that an argument names, or null.
Owned<GimpPalette> palette_argument(GimpProcedureConfig* config, const char* name);

/// The colors of a palette, each once, in gamma-encoded sRGB, not clipped. Throws Error when it is
/// gone.
std::vector<Color> palette_colors(GimpPalette* palette);

/// Adds `color` unless it is there already.
void add_once(std::vector<Color>& colors, const Color& color);

/// The name of an image without path and suffix.
std::string image_title(GimpImage* image);

/// Makes a palette resource with one entry per cluster, in their order, named with hex value and
/// share. GIMP may change the name so that it is not in use yet. Throws Error when GIMP refuses.
GimpPalette* make_palette(const std::string& name, const LayerClusters& clusters);

/// A name for the palette of `colors` colors of an image.
std::string default_palette_name(GimpImage* image, int colors);

}  // namespace color_clusters
