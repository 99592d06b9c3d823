// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/pixels/covered_colors.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "core/histogram/pixel_weight.h"
#include "plugin/pixels/color_chunks.h"
#include "plugin/tiles/bands.h"
#include "plugin/tiles/chunk_rows.h"

namespace color_clusters {
namespace {

void take_colors(const ColorChunks& chunk, const ConvertColors& convert,
                 std::vector<Color>& converted) {
  converted.resize(chunk.rgba().size() / 4);
  for (std::size_t i = 0; i < converted.size(); ++i) converted[i] = chunk.color(i);
  convert(converted, converted);
}

float covered(float alpha, float mask) {
  if (!is_seen(alpha, mask)) return 0.0F;
  return std::max(coverage(alpha) * coverage(mask), std::numeric_limits<float>::min());
}

}  // namespace

void read_covered_colors(const LayerPixels& pixels, const ConvertColors& convert,
                         const GeglRectangle& area, int threads, std::span<Color> colors,
                         std::span<float> coverages) {
  const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
  std::ranges::fill(coverages, 0.0F);
  for_each_band(pixels.buffers(), area, threads, {}, [&](int, const GeglRectangle& band) {
    ColorChunks chunks(pixels, encoding, band);
    std::vector<Color> converted;
    while (chunks.next()) {
      take_colors(chunks, convert, converted);
      for_each_row(chunks.area(), area, [&](std::size_t to, std::size_t from, std::size_t count) {
        std::copy_n(&converted[from], count, &colors[to]);
        for (std::size_t i = 0; i < count; ++i) {
          const float mask = chunks.mask().empty() ? 1.0F : chunks.mask()[from + i];
          coverages[to + i] = covered(chunks.rgba()[4 * (from + i) + 3], mask);
        }
      });
    }
  });
}

}  // namespace color_clusters
