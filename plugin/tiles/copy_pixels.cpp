// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/tiles/copy_pixels.h"

#include "plugin/tiles/bands.h"

namespace color_clusters {
namespace {

PixelBuffer copy_of(const PixelBuffer& buffer, int threads) {
  if (!buffer.exists()) return {};
  const GeglRectangle extent = *gegl_buffer_get_extent(buffer.get());
  const Owned<GeglBuffer> copy(gegl_buffer_new(&extent, buffer.format()));
  PixelBuffer result(copy.get());
  for_each_band({buffer}, extent, threads, {}, [&](int, const GeglRectangle& band) {
    gegl_buffer_copy(buffer.get(), &band, GEGL_ABYSS_NONE, result.get(), &band);
  });
  return result;
}

}  // namespace

LayerPixels copy_pixels(const LayerPixels& pixels, int threads) {
  LayerPixels copy = pixels;
  copy.buffer = copy_of(pixels.buffer, threads);
  copy.selection.buffer = copy_of(pixels.selection.buffer, threads);
  copy.layer_mask.buffer = copy_of(pixels.layer_mask.buffer, threads);
  return copy;
}

}  // namespace color_clusters
