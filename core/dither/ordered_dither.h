// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/color/color_cache.h"
#include "core/dither/dither_mix.h"
#include "core/dither/row_ditherer.h"
#include "core/dither/threshold_mask.h"

namespace color_clusters {

/// Ordered dithering with any palette: each pixel's color is replaced by one of its mix (see
/// ConvexMixer), which a mask's rank for the pixel picks from dark to light.
class OrderedDither : public RowDitherer {
 public:
  /// See Ditherer. `mask` outlives the object.
  OrderedDither(DitherPalette palette, const ThresholdMask& mask, int width, double strength,
                int threads);

  void dither_rows(std::span<const Color> linear, std::span<std::uint16_t> clusters) override;

 private:
  void dither_part(std::span<const Color> linear, std::span<std::uint16_t> clusters,
                   std::size_t first);

  DitherMixer mixer_;
  const ThresholdMask& mask_;
  std::size_t width_;
  int threads_;
  SharedColors<RankedMix, 20> mixes_;
  /// Of the next row.
  std::size_t y_ = 0;
};

}  // namespace color_clusters
