// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/pixels/color_keys.h"

#include <cstring>

#include "core/color/byte_color.h"
#include "core/color/morton.h"
#include "plugin/pixels/pixel_decoder.h"

namespace color_clusters {

ColorKeys::ColorKeys(const LayerEncoding& encoding)
    : encoding_(encoding),
      gray_levels_(PixelDecoder(encoding).gray_levels()),
      count_(gray_levels_.size()) {
  if (encoding.is_byte) count_ = encoding.is_gray ? 1U << 8U : 1U << 24U;
}

void ColorKeys::find(std::span<const std::byte> pixels, std::span<std::uint32_t> keys) const {
  const std::size_t size = encoding_.pixel_bytes;
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(pixels[i]); };
  if (!gray_levels_.empty()) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      std::uint16_t level = 0;
      std::memcpy(&level, &pixels[i * size], sizeof level);
      keys[i] = level;
    }
  } else if (encoding_.is_gray) {
    for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = byte(i * size);
  } else if (size == 3) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(pixels.data());
    morton_indices({bytes, 3 * keys.size()}, keys.data());
  } else {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      keys[i] = morton_index(byte(i * size), byte(i * size + 1), byte(i * size + 2));
    }
  }
}

Color ColorKeys::color(std::uint32_t key) const {
  if (!gray_levels_.empty()) return {gray_levels_[key], gray_levels_[key], gray_levels_[key]};
  const auto level = static_cast<std::uint8_t>(key);
  return from_bytes(encoding_.is_gray ? ByteColor{level, level, level} : morton_color(key));
}

}  // namespace color_clusters
