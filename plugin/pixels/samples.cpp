// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/pixels/samples.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>

#include "plugin/pixels/pixel_decoder.h"
#include "plugin/tiles/bands.h"
#include "plugin/tiles/mask_reader.h"

namespace color_clusters {
namespace {

/// Picks pixels where some rows and columns of an area cross, and calls `take(row, pixels)` for
/// each row. What lies outside the buffer is 0.
template <typename Take>
void pick(const PixelBuffer& buffer, const Babl* format, const GeglRectangle& area,
          std::span<const int> columns, std::span<const int> rows, const Take& take) {
  const auto pixel_bytes = static_cast<std::size_t>(babl_format_get_bytes_per_pixel(format));
  std::vector<std::byte> row(static_cast<std::size_t>(area.width) * pixel_bytes);
  std::vector<std::byte> picked(columns.size() * pixel_bytes);
  // Not of the rows that are picked: those of a small area lie in few tiles, which are read once.
  const int rows_between_pauses = gegl_buffer_get_height(buffer.get()) / max_pauses_if_large + 1;
  int last_pause = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const GeglRectangle place{area.x, area.y + rows[i], area.width, 1};
    gegl_buffer_get(buffer.get(), &place, 1.0, format, row.data(), GEGL_AUTO_ROWSTRIDE,
                    GEGL_ABYSS_NONE);
    for (std::size_t x = 0; x < columns.size(); ++x) {
      std::memcpy(&picked[x * pixel_bytes],
                  &row[static_cast<std::size_t>(columns[x]) * pixel_bytes], pixel_bytes);
    }
    take(i, std::span<const std::byte>(picked));
    if (rows[i] - last_pause >= rows_between_pauses) {
      buffer.let_tiles_go();
      last_pause = rows[i];
    }
  }
  buffer.let_tiles_go();
}

/// Multiplies `values` by those of a mask, if there is one.
void apply_mask(const Mask& mask, const GeglRectangle& area, std::span<const int> columns,
                std::span<const int> rows, std::vector<float>& values) {
  if (!mask.buffer.exists()) return;
  const Babl* const format = mask_format<float>(mask);
  std::vector<float> row(columns.size());
  pick(mask.buffer, format, in_mask(mask, area), columns, rows,
       [&](std::size_t i, std::span<const std::byte> picked) {
         std::memcpy(row.data(), picked.data(), picked.size());
         for (std::size_t x = 0; x < row.size(); ++x) values[i * row.size() + x] *= row[x];
       });
}

}  // namespace

std::vector<int> sample_positions(int length, int count) {
  std::vector<int> result;
  result.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    result.push_back(static_cast<int>((2LL * i + 1) * length / (2LL * count)));
  }
  return result;
}

Samples take_samples(const LayerPixels& pixels, const LayerEncoding& encoding, int width,
                     int height) {
  const GeglRectangle& area = pixels.area;
  const std::vector<int> columns = sample_positions(area.width, width);
  const std::vector<int> rows = sample_positions(area.height, height);
  Samples samples;
  samples.width = width;
  samples.height = height;
  samples.x = area.x;
  samples.y = area.y;
  samples.scale = static_cast<double>(width) / area.width;
  const std::size_t row_size = columns.size();
  samples.colors.resize(row_size * rows.size());
  samples.alpha.resize(samples.colors.size());
  samples.selected.assign(samples.colors.size(), 1.0F);

  const PixelDecoder decoder(encoding);
  std::vector<float> rgba(4 * row_size);
  pick(pixels.buffer, encoding.format, area, columns, rows,
       [&](std::size_t i, std::span<const std::byte> picked) {
         decoder.decode(picked, rgba.data());
         for (std::size_t x = 0; x < row_size; ++x) {
           const float* const pixel = &rgba[4 * x];
           samples.colors[i * row_size + x] = {pixel[0], pixel[1], pixel[2]};
           samples.alpha[i * row_size + x] = pixel[3];
         }
       });
  for (Color& color : samples.colors) {
    if (encoding.is_byte) std::ranges::transform(color, color.begin(), exact_level);
  }
  apply_mask(pixels.layer_mask, area, columns, rows, samples.alpha);
  apply_mask(pixels.selection, area, columns, rows, samples.selected);
  return samples;
}

}  // namespace color_clusters
