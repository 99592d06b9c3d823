// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/tiles/copy_pixels.h"

#include "plugin/tiles/bands.h"

namespace color_clusters {
namespace {

PixelBuffer copy_of(const PixelBuffer& buffer, int threads, const Progress& progress) {
  if (!buffer.exists()) return {};
  const GeglRectangle extent = *gegl_buffer_get_extent(buffer.get());
  const Owned<GeglBuffer> copy(gegl_buffer_new(&extent, buffer.format()));
  PixelBuffer result(copy.get());
  for_each_band({buffer}, extent, threads, progress, [&](int, const GeglRectangle& band) {
    gegl_buffer_copy(buffer.get(), &band, GEGL_ABYSS_NONE, result.get(), &band);
  });
  return result;
}

}  // namespace

LayerPixels copy_pixels(const LayerPixels& pixels, int threads, const Progress& progress) {
  LayerPixels copy = pixels;
  copy.buffer = copy_of(pixels.buffer, threads, progress);
  copy.selection.buffer = copy_of(pixels.selection.buffer, threads, progress);
  copy.layer_mask.buffer = copy_of(pixels.layer_mask.buffer, threads, progress);
  return copy;
}

}  // namespace color_clusters
