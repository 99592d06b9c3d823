// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/dither/dither_mix.h"
#include "core/dither/known_mixes.h"
#include "core/dither/picture_colors.h"
#include "core/dither/row_ditherer.h"
#include "core/dither/threshold_mask.h"

namespace color_clusters {

/// Ordered dithering with any palette: each pixel's color is replaced by one of its mix (see
/// ConvexMixer), which a mask's rank for the pixel picks from dark to light.
template <typename Colors>
class OrderedDither : public RowDitherer<typename Colors::Pixel> {
 public:
  using Pixel = typename Colors::Pixel;

  /// See Ditherer. `mask` outlives the object.
  OrderedDither(DitherPalette palette, Colors colors, const ThresholdMask& mask, int width,
                double strength, int threads);

  void dither_rows(std::span<const Pixel> pixels, std::span<std::uint16_t> clusters) override;

 private:
  struct RankedMix {
    MixColors colors{};
    RankShares shares;
  };

  void dither_part(std::span<const Pixel> pixels, std::span<std::uint16_t> clusters,
                   std::size_t first);

  DitherMixer mixer_;
  const ThresholdMask& mask_;
  std::size_t width_;
  int threads_;
  KnownMixes<RankedMix, Colors> mixes_;
  /// Of the next row.
  std::size_t y_ = 0;
};

extern template class OrderedDither<LinearColors>;
extern template class OrderedDither<NumberedColors>;

}  // namespace color_clusters
