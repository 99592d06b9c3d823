// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>

#include <libgimp/gimp.h>

#include "plugin/clusters/layer_clusters.h"
#include "plugin/clusters/named_colors.h"
#include "plugin/results/result_names.h"

namespace color_clusters {

struct PaletteDelete {
  void operator()(GimpPalette* palette) const noexcept {
    gimp_resource_delete(GIMP_RESOURCE(palette));
  }
};
/// A palette that is deleted again unless somebody releases it, from when on GIMP keeps it.
using NewPalette = std::unique_ptr<GimpPalette, PaletteDelete>;

/// Makes a palette resource with these entries, and has GIMP save it at once. GIMP may change the
/// name so that it is not in use yet. Throws Error when GIMP refuses.
NewPalette make_palette(const std::string& name, std::span<const NamedColor> entries);
/// The same with one entry per cluster, in their order, named with hex value and share.
NewPalette make_palette(const std::string& name, const LayerClusters& clusters);
/// The same with the default name for the image.
NewPalette make_palette(GimpImage* image, const LayerClusters& clusters);

/// Leaves a palette to GIMP. Where somebody works at the screen it becomes the active palette;
/// after a dialog a message says so. GIMP lets no plug-in open the Palettes dialog. Scripts that
/// make many palettes do not change what the artist has chosen.
void hand_over(NewPalette palette, GimpRunMode run_mode);

}  // namespace color_clusters
