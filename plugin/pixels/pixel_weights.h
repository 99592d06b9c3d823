// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>

#include "core/histogram/pixel_weight.h"
#include "plugin/pixels/decoded_pixels.h"
#include "plugin/tiles/layer_pixels.h"
#include "plugin/tiles/mask_reader.h"
#include "plugin/tiles/pixel_iterator.h"

namespace color_clusters {

/// The weights of a layer's pixels, alpha times masks, as they are counted: in bytes for 8-bit
/// layers, else in floats.
class PixelWeights {
 public:
  /// Adds the masks to an iterator that starts with `band` of the layer.
  PixelWeights(const LayerPixels& pixels, const LayerEncoding& encoding, const GeglRectangle& band,
               PixelIterator& chunks)
      : encoding_(encoding), mask_(mask_reader(pixels, encoding, band, chunks)) {}

  /// Takes the masks of the iterator's chunk; false when they hide all of it.
  bool read(const PixelIterator& chunks) {
    return std::visit([&chunks](auto& mask) { return mask.read(chunks); }, mask_);
  }

  /// Every pixel of the chunk has its full weight.
  [[nodiscard]] bool are_full() const {
    return !encoding_.has_alpha &&
           std::visit([](const auto& mask) { return mask.values().empty(); }, mask_);
  }

  /// The weight of a pixel of the chunk, 0 … full_weight. Not 0 if anything of it is seen.
  [[nodiscard]] std::uint32_t of(const DecodedPixels& pixels, std::size_t i) const {
    if (const auto* const bytes = std::get_if<Bytes>(&mask_)) {
      const std::byte alpha = encoding_.has_alpha
                                  ? pixels.bytes()[(i + 1) * encoding_.pixel_bytes - 1]
                                  : std::byte{255};
      return pixel_weight(static_cast<std::uint8_t>(alpha),
                          bytes->values().empty() ? std::uint8_t{255} : bytes->values()[i]);
    }
    const std::span<const float> mask = std::get<Floats>(mask_).values();
    return pixel_weight(pixels.rgba(i)[3], mask.empty() ? 1.0F : mask[i]);
  }

 private:
  using Bytes = MaskReader<std::uint8_t>;
  using Floats = MaskReader<float>;

  static std::variant<Bytes, Floats> mask_reader(const LayerPixels& pixels,
                                                 const LayerEncoding& encoding,
                                                 const GeglRectangle& band, PixelIterator& chunks) {
    if (encoding.is_byte) return Bytes(pixels, band, chunks);
    return Floats(pixels, band, chunks);
  }

  LayerEncoding encoding_;
  std::variant<Bytes, Floats> mask_;
};

/// Whether a pixel has a color to count.
inline bool has_color(const DecodedPixels& pixels, std::size_t i) {
  return pixels.encoding().is_byte || has_color(pixels.rgba(i));
}

}  // namespace color_clusters
