// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "plugin/tiles/layer_pixels.h"
#include "plugin/tiles/pixel_iterator.h"

namespace color_clusters {

/// The same rectangle in the coordinates of a mask.
inline GeglRectangle in_mask(const Mask& mask, const GeglRectangle& area) {
  return {area.x + mask.offset_x, area.y + mask.offset_y, area.width, area.height};
}

/// Format in which a mask is read: bytes 0 … 255 or floats 0 … 1. Has the mask's own space, so that
/// babl has nothing to convert but the type, if that.
template <typename T>
const Babl* mask_format(const Mask& mask) {
  const char* const name = std::is_same_v<T, std::uint8_t> ? "Y u8" : "Y float";
  return babl_format_with_space(name, mask.buffer.format());
}

/// What is selected and unmasked, however little, stays so when it is rounded: see is_seen.
inline std::uint8_t mask_product(std::uint8_t a, std::uint8_t b) {
  const int product = (a * b + 127) / 255;
  return static_cast<std::uint8_t>(a > 0 && b > 0 ? std::max(product, 1) : 0);
}
inline float mask_product(float a, float b) { return a * b; }

/// Reads the masks of a layer along with its pixels: selection times layer mask, T = std::uint8_t
/// (0 … 255) or float (0 … 1).
template <typename T>
class MaskReader {
 public:
  /// Adds the masks to an iterator that starts with `band` of the layer.
  MaskReader(const LayerPixels& pixels, const GeglRectangle& band, PixelIterator& chunks) {
    for (const Mask* mask : {&pixels.selection, &pixels.layer_mask}) {
      if (!mask->buffer.exists()) continue;
      slots_.push_back(chunks.add(mask->buffer.get(), in_mask(*mask, band), mask_format<T>(*mask),
                                  GEGL_ACCESS_READ));
    }
  }

  /// Takes the values of the iterator's chunk; false when they are all zero.
  bool read(const PixelIterator& chunks) {
    if (slots_.empty()) return true;
    const auto first = chunks.values<const T>(slots_.front(), 1);
    values_.assign(first.begin(), first.end());
    if (slots_.size() > 1) {
      const auto second = chunks.values<const T>(slots_.back(), 1);
      std::ranges::transform(values_, second, values_.begin(),
                             [](T a, T b) { return mask_product(a, b); });
    }
    return std::ranges::any_of(values_, [](T value) { return value > T{0}; });
  }

  /// One value per pixel of the chunk; empty when there is no mask.
  [[nodiscard]] std::span<const T> values() const { return values_; }

 private:
  std::vector<int> slots_;
  std::vector<T> values_;
};

}  // namespace color_clusters
