// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

#include <babl/babl.h>

#include "plugin/pixels/layer_encoding.h"

namespace color_clusters {

/// Mixes pixels of a layer in linear light, as the light of two half-covering colors does. Both
/// pixels must have the same alpha, which stays as it is.
class LinearMixer {
 public:
  explicit LinearMixer(const LayerEncoding& encoding);

  /// Moves each of `pixels` from its counterpart in `originals` (amount 0) to itself (amount 1).
  void mix(std::span<const std::byte> originals, std::span<std::byte> pixels,
           std::span<const float> amounts) const;

 private:
  LayerEncoding encoding_;
  const Babl* decode_;
  const Babl* encode_;
};

}  // namespace color_clusters
