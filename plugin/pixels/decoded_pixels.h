// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/color/color.h"
#include "plugin/pixels/layer_encoding.h"
#include "plugin/pixels/pixel_decoder.h"

namespace color_clusters {

/// Pixels of a layer, decoded once for all that look at them: those of an 8-bit layer are easy to
/// read as they are, others become layer colors with alpha. One for each thread.
class DecodedPixels {
 public:
  explicit DecodedPixels(const LayerEncoding& encoding) : encoding_(encoding), decoder_(encoding) {}

  /// Takes whole pixels of the layer's format, which stay where they are.
  void decode(std::span<const std::byte> pixels) {
    bytes_ = pixels;
    if (encoding_.is_byte) return;
    rgba_.resize(4 * size());
    decoder_.decode(pixels, rgba_.data());
  }

  [[nodiscard]] const LayerEncoding& encoding() const { return encoding_; }
  [[nodiscard]] std::size_t size() const { return bytes_.size() / encoding_.pixel_bytes; }

  /// The pixels as they are.
  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

  /// Layer color and alpha, if the layer has more than 8 bits.
  [[nodiscard]] const float* rgba(std::size_t i) const { return &rgba_[4 * i]; }

 private:
  LayerEncoding encoding_;
  PixelDecoder decoder_;
  std::span<const std::byte> bytes_;
  std::vector<float> rgba_;
};

}  // namespace color_clusters
