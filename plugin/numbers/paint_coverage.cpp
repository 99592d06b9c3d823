// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/numbers/paint_coverage.h"

#include <algorithm>
#include <cstddef>
#include <span>

#include "plugin/pixels/layer_encoding.h"
#include "plugin/tiles/bands.h"
#include "plugin/tiles/chunk_rows.h"

namespace color_clusters {
namespace {

constexpr std::size_t levels = 256;

/// A pixel in the buffer's format for each coverage.
std::vector<std::byte> pixels_of_coverage(const Color& srgb, const LayerEncoding& encoding) {
  const Color color = layer_colors_from_srgb(std::span(&srgb, 1), encoding).front();
  const std::vector<std::byte> opaque = encode_pixels(std::span(&color, 1), encoding);
  // The color is exact; only alpha takes the way through a conversion.
  const Babl* const from = babl_format("YA float");
  std::vector<float> alphas(2 * levels);
  for (std::size_t i = 0; i < levels; ++i) alphas[2 * i + 1] = static_cast<float>(i) / 255.0F;
  std::vector<std::byte> pixels(levels * encoding.pixel_bytes);
  babl_process(babl_fish(from, encoding.format), alphas.data(), pixels.data(),
               static_cast<long>(levels));
  for (std::size_t i = 1; i < levels; ++i) {
    std::copy_n(opaque.begin(), encoding.color_bytes(),
                pixels.begin() + static_cast<std::ptrdiff_t>(i * encoding.pixel_bytes));
  }
  return pixels;
}

}  // namespace

void paint_coverage(const PixelBuffer& destination, const Color& srgb, int threads,
                    const Progress& progress, const CoverageOfRows& coverage) {
  const LayerEncoding encoding = layer_encoding(destination.format());
  const std::vector<std::byte> pixels = pixels_of_coverage(srgb, encoding);
  const std::size_t size = encoding.pixel_bytes;
  const GeglRectangle all = *gegl_buffer_get_extent(destination.get());
  const auto paint = [&](int, GeglBuffer* opening, const GeglRectangle& band) {
    const std::vector<std::uint8_t> rows = coverage(band.y, band.y + band.height);
    std::vector<std::byte> painted;
    for (const GeglRectangle& tile : tiles_of(opening, band)) {
      painted.assign(
          static_cast<std::size_t>(tile.width) * static_cast<std::size_t>(tile.height) * size,
          std::byte{0});
      bool is_covered = false;
      for_each_row(tile, band, [&](std::size_t in_band, std::size_t in_tile, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
          const std::uint8_t level = rows[in_band + i];
          if (level == 0) continue;
          is_covered = true;
          std::copy_n(&pixels[level * size], size, &painted[(in_tile + i) * size]);
        }
      });
      if (!is_covered) continue;
      gegl_buffer_set(opening, &tile, 0, encoding.format, painted.data(), GEGL_AUTO_ROWSTRIDE);
    }
  };
  write_each_band(destination, {}, all, threads, progress, paint);
}

}  // namespace color_clusters
