// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "plugin/pixels/layer_encoding.h"
#include "plugin/pixels/pixel_decoder.h"
#include "plugin/tiles/mask_reader.h"
#include "plugin/tiles/pixel_iterator.h"

namespace color_clusters {

/// Walks over a part of a layer of any format, as layer colors with alpha, where anything is
/// selected.
class ColorChunks {
 public:
  ColorChunks(const LayerPixels& pixels, const LayerEncoding& encoding, const GeglRectangle& band)
      : encoding_(encoding),
        decoder_(encoding),
        chunks_(3),
        slot_(chunks_.add(pixels.buffer.get(), band, encoding.format, GEGL_ACCESS_READ)),
        mask_(pixels, band, chunks_) {}

  /// Goes to the next chunk in which anything is selected; false after the last one.
  bool next() {
    while (chunks_.next()) {
      if (!mask_.read(chunks_)) continue;
      rgba_.resize(4 * chunks_.length());
      decoder_.decode(chunks_.values<const std::byte>(slot_, encoding_.pixel_bytes), rgba_.data());
      return true;
    }
    return false;
  }

  /// Where the chunk lies in the layer's buffer.
  [[nodiscard]] const GeglRectangle& area() const { return chunks_.area(); }

  /// Four floats a pixel: layer color and alpha.
  [[nodiscard]] std::span<const float> rgba() const { return rgba_; }

  /// The layer color of a pixel.
  [[nodiscard]] Color color(std::size_t i) const {
    const std::span<const float> pixel = rgba().subspan(4 * i, 4);
    if (!encoding_.is_byte) return {pixel[0], pixel[1], pixel[2]};
    return {exact_level(pixel[0]), exact_level(pixel[1]), exact_level(pixel[2])};
  }

  /// One value per pixel, 0 … 1; empty when everything is selected.
  [[nodiscard]] std::span<const float> mask() const { return mask_.values(); }

 private:
  LayerEncoding encoding_;
  PixelDecoder decoder_;
  PixelIterator chunks_;
  int slot_;
  MaskReader<float> mask_;
  std::vector<float> rgba_;
};

}  // namespace color_clusters
