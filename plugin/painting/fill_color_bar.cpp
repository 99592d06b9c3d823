// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/painting/fill_color_bar.h"

#include <cstddef>
#include <vector>

#include "plugin/pixels/layer_encoding.h"

namespace color_clusters {

void fill_areas(GeglBuffer* buffer, std::span<const Color> layer_colors,
                std::span<const GeglRectangle> areas) {
  const LayerEncoding encoding = layer_encoding(gegl_buffer_get_format(buffer));
  const std::vector<std::byte> pixels = encode_pixels(layer_colors, encoding);
  for (std::size_t i = 0; i < areas.size(); ++i) {
    if (gegl_rectangle_is_empty(&areas[i]) != FALSE) continue;
    gegl_buffer_set_color_from_pixel(buffer, &areas[i], &pixels[i * encoding.pixel_bytes],
                                     encoding.format);
  }
}

void fill_color_bar(GeglBuffer* bar, std::span<const Color> layer_colors,
                    std::span<const int> lengths, bool is_vertical) {
  std::vector<GeglRectangle> segments;
  segments.reserve(lengths.size());
  GeglRectangle segment = *gegl_buffer_get_extent(bar);
  for (const int length : lengths) {
    (is_vertical ? segment.height : segment.width) = length;
    segments.push_back(segment);
    (is_vertical ? segment.y : segment.x) += length;
  }
  fill_areas(bar, layer_colors, segments);
}

}  // namespace color_clusters
