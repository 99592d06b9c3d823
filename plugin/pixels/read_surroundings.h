// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include <gegl.h>

#include "core/histogram/surroundings.h"
#include "plugin/tiles/layer_pixels.h"

namespace color_clusters {

/// At most about this many places of a layer are looked at.
inline constexpr double most_places = 65536.0;

/// The surroundings, in layer colors, of places in a band of `pixels.area`, which are spread evenly
/// over the whole area; what is needed beyond the band is read too. Only places with nothing
/// transparent or unselected around them count. A layer and its area have the same places in
/// whatever bands they are read. `picture_pixels` is the number of pixels of all layers that are
/// one picture, which share the places.
std::vector<Surroundings> read_surroundings(const LayerPixels& pixels, const GeglRectangle& band,
                                            std::size_t picture_pixels);
/// The same where there is one layer.
inline std::vector<Surroundings> read_surroundings(const LayerPixels& pixels,
                                                   const GeglRectangle& band) {
  return read_surroundings(
      pixels, band,
      static_cast<std::size_t>(pixels.area.width) * static_cast<std::size_t>(pixels.area.height));
}

}  // namespace color_clusters
