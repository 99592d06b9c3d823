// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/color/color.h"
#include "core/color/nearest_color.h"
#include "core/dither/dither_palette.h"
#include "core/mixing/convex_mix.h"

namespace color_clusters {

/// How the colors of a mix share the ranks of a threshold mask, from dark to light.
struct RankShares {
  /// Color i gets the ranks from the end of the one before it on; the last one gets the rest.
  std::array<std::uint16_t, 3> ends{};

  /// Which of the colors is at a place with this rank.
  [[nodiscard]] std::size_t at(std::uint16_t rank) const {
    std::size_t i = 0;
    for (const std::uint16_t end : ends) i += rank >= end ? 1 : 0;
    return i;
  }
};

/// The colors of a mix, after the last one that one again.
using MixColors = std::array<std::uint16_t, 4>;

MixColors colors_of(const ConvexMix& mix);

RankShares rank_shares(const ConvexMix& mix);

/// Finds the mixes of palette colors for the colors of a picture. Can be used from several threads
/// at once.
class DitherMixer {
 public:
  /// `strength` is 0 … 1: at 1 a color gets the mix of ConvexMixer, at 0 the nearest palette color,
  /// and in between the mix of a point on the line between both.
  DitherMixer(DitherPalette palette, double strength);

  /// The mixes of some colors, from dark to light; `mixes` is as long as `linear`.
  void find(std::span<const Color> linear, std::span<ConvexMix> mixes) const;

  /// The mean of a mix, in linear light.
  [[nodiscard]] Color mean(const ConvexMix& mix) const;

  [[nodiscard]] const std::vector<Color>& palette() const { return palette_.linear; }

 private:
  void sort_by_lightness(ConvexMix& mix) const;

  DitherPalette palette_;
  double strength_;
  NearestColor nearest_;
  ConvexMixer mixer_;
  /// For each palette color, the luminance it would have in sRGB: an order is all that is needed.
  std::vector<float> luminances_;
};

}  // namespace color_clusters
