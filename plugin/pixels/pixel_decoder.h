// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "plugin/pixels/layer_encoding.h"

namespace color_clusters {

/// The layer colors and alphas that 16-bit values of a format mean.
struct DecodedLevels;

/// Makes layer colors with alpha of pixels of any format: four floats each. A gray layer's are
/// neutral.
///
/// Where a component has 16 bits, whole numbers or floats, what each value means is looked up; what
/// is not gamma-encoded comes from babl once. Floats that are layer colors are taken as they are,
/// and babl converts all others. Can be used from several threads at once.
class PixelDecoder {
 public:
  explicit PixelDecoder(const LayerEncoding& encoding);

  /// `pixels` are whole ones of the layer's format; `rgba` has room for four floats of each. They
  /// must not overlap.
  void decode(std::span<const std::byte> pixels, float* rgba) const;

  /// What each of the 65536 values of a gray component of 16 bits means; empty for other formats.
  [[nodiscard]] std::span<const float> gray_levels() const;
  /// The same of its alpha; empty where there is none.
  [[nodiscard]] std::span<const float> gray_alpha_levels() const;

 private:
  LayerEncoding encoding_;
  const Babl* to_rgba_ = nullptr;
  /// For components of 16 bits.
  const DecodedLevels* levels_ = nullptr;
  /// The components are floats, and mean what they are.
  bool is_float_ = false;
};

}  // namespace color_clusters
