// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/output/copy_mask.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "plugin/gimp/drawable_pixels.h"
#include "plugin/output/layers.h"
#include "plugin/tiles/bands.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

std::vector<std::byte> pixels_at(const GeglRectangle& area, const Babl* format,
                                 GeglBuffer* buffer) {
  std::vector<std::byte> pixels(static_cast<std::size_t>(area.width) *
                                static_cast<std::size_t>(area.height) *
                                static_cast<std::size_t>(babl_format_get_bytes_per_pixel(format)));
  gegl_buffer_get(buffer, &area, 1.0, format, pixels.data(), GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  return pixels;
}

/// Whether all pixels are the same as that one.
bool are_all(std::span<const std::byte> pixels, std::span<const std::byte> one) {
  // Each byte is that of the pixel before.
  return std::ranges::equal(pixels.first(one.size()), one) &&
         std::ranges::equal(pixels.subspan(one.size()), pixels.first(pixels.size() - one.size()));
}

/// Whether more tiles of a mask are white all over than are black.
bool is_mostly_white(GeglBuffer* mask, const GeglRectangle& all) {
  const Babl* const format = gegl_buffer_get_format(mask);
  const auto pixel_bytes = static_cast<std::size_t>(babl_format_get_bytes_per_pixel(format));
  const Babl* const to_coverage = babl_fish(format, babl_format("Y float"));
  const int height = tile_height(mask);
  int balance = 0;
  for (int y = all.y; y < all.y + all.height; y += height) {
    const GeglRectangle band{all.x, y, all.width, std::min(height, all.y + all.height - y)};
    for (const GeglRectangle& tile : tiles_of(mask, band)) {
      const std::vector<std::byte> pixels = pixels_at(tile, format, mask);
      const std::span<const std::byte> first = std::span(pixels).first(pixel_bytes);
      if (!are_all(pixels, first)) continue;
      float coverage = 0.0F;
      babl_process(to_coverage, first.data(), &coverage, 1);
      if (coverage >= 1.0F) ++balance;
      if (coverage <= 0.0F) --balance;
    }
  }
  return balance > 0;
}

}  // namespace

/// Most of a mask is the same in tile after tile, and what a new mask has already need not be
/// written.
void copy_mask(const Mask& from, GimpLayer* to) {
  if (!from.buffer.exists()) return;
  const GeglRectangle all = *gegl_buffer_get_extent(from.buffer.get());
  const bool is_whole = from.offset_x == 0 && from.offset_y == 0 &&
                        all.width == gimp_drawable_get_width(GIMP_DRAWABLE(to)) &&
                        all.height == gimp_drawable_get_height(GIMP_DRAWABLE(to));
  // Beyond it is black.
  const GimpAddMaskType fill = is_whole && is_mostly_white(from.buffer.get(), all)
                                   ? GIMP_ADD_MASK_WHITE
                                   : GIMP_ADD_MASK_BLACK;
  GimpLayerMask* const mask = gimp_layer_create_mask(to, fill);
  if (mask == nullptr || !gimp_layer_add_mask(to, mask)) throw layer_error();
  const PixelBuffer copy = pixels_of(GIMP_DRAWABLE(mask));
  const Babl* const format = from.buffer.format();
  const std::vector<std::byte> filled = pixels_at({0, 0, 1, 1}, format, copy.get());
  const GeglRectangle to_write{-from.offset_x, -from.offset_y, all.width, all.height};
  write_each_band(
      copy, {from.buffer}, to_write, thread_count(), {},
      [&](int, GeglBuffer* opening, const GeglRectangle& band) {
        for (const GeglRectangle& tile : tiles_of(opening, band)) {
          const GeglRectangle place{tile.x + from.offset_x, tile.y + from.offset_y, tile.width,
                                    tile.height};
          const std::vector<std::byte> pixels = pixels_at(place, format, from.buffer.get());
          if (are_all(pixels, filled)) continue;
          gegl_buffer_set(opening, &tile, 0, format, pixels.data(), GEGL_AUTO_ROWSTRIDE);
        }
      });
}

}  // namespace color_clusters
