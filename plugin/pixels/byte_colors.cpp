// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/pixels/byte_colors.h"

#include <cstddef>
#include <cstdint>

namespace color_clusters {

std::vector<ByteColor> byte_colors(const LayerEncoding& encoding) {
  std::vector<ByteColor> colors;
  if (!encoding.is_gray && !encoding.is_indexed) return colors;
  colors.resize(256);
  for (std::size_t i = 0; i < colors.size(); ++i) colors[i].fill(static_cast<std::uint8_t>(i));
  if (encoding.is_indexed) {
    std::vector<std::uint8_t> pixels(colors.size() * encoding.pixel_bytes, 255);
    for (std::size_t i = 0; i < colors.size(); ++i) {
      pixels[i * encoding.pixel_bytes] = static_cast<std::uint8_t>(i);
    }
    const Babl* const rgb = babl_format_with_space("R'G'B' u8", encoding.space);
    babl_process(babl_fish(encoding.format, rgb), pixels.data(), colors.data(),
                 static_cast<long>(colors.size()));
  }
  return colors;
}

}  // namespace color_clusters
