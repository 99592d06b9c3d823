// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include <libgimp/gimp.h>

#include "plugin/clusters/layer_clusters.h"

namespace color_clusters {

/// The name of an image without path and suffix.
std::string image_title(GimpImage* image);

struct PaletteDelete {
  void operator()(GimpPalette* palette) const { gimp_resource_delete(GIMP_RESOURCE(palette)); }
};
/// A palette that is deleted again unless somebody releases it, from when on GIMP keeps it.
using NewPalette = std::unique_ptr<GimpPalette, PaletteDelete>;

/// Makes a palette resource with one entry per cluster, in their order, named with hex value and
/// share. GIMP may change the name so that it is not in use yet. Throws Error when GIMP refuses.
NewPalette make_palette(const std::string& name, const LayerClusters& clusters);
/// The same with the default name for the image.
NewPalette make_palette(GimpImage* image, const LayerClusters& clusters);

/// A name for the palette of `colors` colors of an image.
std::string default_palette_name(GimpImage* image, int colors);

}  // namespace color_clusters
