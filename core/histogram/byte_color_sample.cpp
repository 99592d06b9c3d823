// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/histogram/byte_color_sample.h"

#include "core/histogram/pixel_weight.h"
#include "core/histogram/value_code.h"

namespace color_clusters {

ByteColorSample::ByteColorSample() : is_there_((std::size_t{1} << 24U) / 64) {}

void ByteColorSample::add(std::span<const float> rgba, std::span<const float> mask) {
  for (std::size_t pixel = 0; 4 * pixel + 3 < rgba.size(); ++pixel) {
    const float* const p = &rgba[4 * pixel];
    if (!is_seen(p[3], mask.empty() ? 1.0F : mask[pixel])) continue;
    if (!is_ordinary(p[0]) || !is_ordinary(p[1]) || !is_ordinary(p[2])) continue;
    std::uint32_t color = 0;
    for (std::size_t c = 0; c < 3; ++c)
      color = color << 8U | ordinary_code<8>(ordinary_units(p[c]));
    std::uint64_t& bits = is_there_[color / 64];
    const std::uint64_t bit = std::uint64_t{1} << (color % 64);
    distinct_colors_ += (bits & bit) == 0 ? 1 : 0;
    bits |= bit;
  }
}

}  // namespace color_clusters
