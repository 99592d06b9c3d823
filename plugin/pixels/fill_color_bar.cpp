// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/pixels/fill_color_bar.h"

#include <cstddef>
#include <vector>

#include "plugin/pixels/layer_encoding.h"

namespace color_clusters {

void fill_color_bar(GeglBuffer* bar, std::span<const Color> layer_colors,
                    std::span<const int> lengths, bool is_vertical) {
  const LayerEncoding encoding = layer_encoding(gegl_buffer_get_format(bar));
  const std::vector<std::byte> pixels = encode_pixels(layer_colors, encoding);
  GeglRectangle segment = *gegl_buffer_get_extent(bar);
  int& length = is_vertical ? segment.height : segment.width;
  int& start = is_vertical ? segment.y : segment.x;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    length = lengths[i];
    if (length == 0) continue;
    gegl_buffer_set_color_from_pixel(bar, &segment, &pixels[i * encoding.pixel_bytes],
                                     encoding.format);
    start += length;
  }
}

}  // namespace color_clusters
