// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/color/color.h"
#include "plugin/pixels/layer_encoding.h"

namespace color_clusters {

/// Pixels of a layer, decoded once for all that look at them: those of an 8-bit layer are easy to
/// read as they are, others become layer colors with alpha. One for each thread.
class DecodedPixels {
 public:
  explicit DecodedPixels(const LayerEncoding& encoding)
      : encoding_(encoding),
        to_rgba_(encoding.is_byte ? nullptr
                                  : babl_fish(encoding.format, color_alpha_format(encoding))) {}

  /// Takes whole pixels of the layer's format, which stay where they are.
  void decode(std::span<const std::byte> pixels) {
    bytes_ = pixels;
    if (to_rgba_ == nullptr) return;
    const std::size_t count = size();
    rgba_.resize(4 * count);
    babl_process(to_rgba_, pixels.data(), rgba_.data(), static_cast<long>(count));
    if (!encoding_.is_gray) return;
    // From the end, because two floats become four in the same place.
    for (std::size_t i = count; i-- > 0;) {
      const float gray = rgba_[2 * i];
      rgba_[4 * i + 3] = rgba_[2 * i + 1];
      rgba_[4 * i] = rgba_[4 * i + 1] = rgba_[4 * i + 2] = gray;
    }
  }

  [[nodiscard]] const LayerEncoding& encoding() const { return encoding_; }
  [[nodiscard]] std::size_t size() const { return bytes_.size() / encoding_.pixel_bytes; }

  /// The pixels as they are.
  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

  /// Layer color and alpha, if the layer has more than 8 bits.
  [[nodiscard]] const float* rgba(std::size_t i) const { return &rgba_[4 * i]; }

 private:
  LayerEncoding encoding_;
  const Babl* to_rgba_;
  std::span<const std::byte> bytes_;
  std::vector<float> rgba_;
};

}  // namespace color_clusters
