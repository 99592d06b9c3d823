// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/color/color.h"
#include "plugin/pixels/layer_encoding.h"

namespace color_clusters {

/// Numbers the layer colors of formats that have few enough of them for a table: colors of 8 bits
/// in Morton order, where neighbors in a picture are neighbors in memory, and gray levels of 8 and
/// 16 bits. Layers of 8 bits are gray or have the bytes of a color's three channels first in each
/// pixel.
class ColorKeys {
 public:
  explicit ColorKeys(const LayerEncoding& encoding);

  /// How many there are; 0 for other formats.
  [[nodiscard]] std::size_t count() const { return count_; }

  /// The keys of pixels of the layer's format, whole ones; `keys` is as long.
  void find(std::span<const std::byte> pixels, std::span<std::uint32_t> keys) const;

  /// The layer color with a key.
  [[nodiscard]] Color color(std::uint32_t key) const;

 private:
  LayerEncoding encoding_;
  /// What the values of a gray layer of 16 bits mean; empty for other layers.
  std::span<const float> gray_levels_;
  std::size_t count_ = 0;
};

}  // namespace color_clusters
