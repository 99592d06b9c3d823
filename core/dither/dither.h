// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

#include "core/areas/cluster_map.h"
#include "core/dither/dither_palette.h"
#include "core/dither/picture_colors.h"
#include "core/dither/row_ditherer.h"

namespace color_clusters {

enum class DitherMethod : std::uint8_t {
  /// Each pixel gets the nearest color: see NearestColor; there is no Ditherer for this.
  none,
  /// Error diffusion: the error of a pixel is passed on to those beside and below it.
  floyd_steinberg,
  /// Ordered dithering with a blue-noise mask: no visible pattern.
  blue_noise,
  /// Ordered dithering with Bayer's matrix: a regular pattern.
  bayer,
};

struct DitherOptions {
  DitherMethod method = DitherMethod::floyd_steinberg;
  /// Above 0, at most 1: at 1 the mean of an area is that of the original, as far as the palette
  /// can mix it; towards 0 each pixel gets the nearest color. In between the mean is on the way
  /// from one to the other; below 0.1, floyd_steinberg stays nearer to the nearest color.
  double strength = 1.0;
  int threads = 1;
};

/// Maps a picture to indices of palette colors, row by row from the top. The result depends neither
/// on the number of threads nor on how many rows are given at a time, nor on whether colors have
/// numbers.
///
/// Memory: for the mixes of the first colors, each 28 bytes, for floyd_steinberg 52, of a million
/// colors at most, and 8 MB. With numbers: 14 or 40 bytes of two million colors at most, and 4 for
/// each number there is, as far as they are used. Besides, what is known of the palette (see
/// ConvexMixer and MixSets). Nothing that grows with the height.
template <typename Colors>
class Ditherer {
 public:
  using Pixel = typename Colors::Pixel;

  /// For pixels that are colors, or that are numbers. Throws std::invalid_argument unless the
  /// palette's colors are 1 … 65535, finite and as many in both spaces, the width is at least 0,
  /// the strength is above 0 and at most 1, and there is a method.
  Ditherer(DitherPalette palette, int width, const DitherOptions& options)
    requires std::same_as<Colors, LinearColors>
      : Ditherer(std::move(palette), LinearColors(), width, options) {}
  Ditherer(DitherPalette palette, Colors colors, int width, const DitherOptions& options);

  /// Dithers the next rows: `pixels` has their colors or the numbers of these. `clusters` is as
  /// long, a whole number of rows (throws std::invalid_argument otherwise), and gets the indices of
  /// the palette colors. Places that hold `no_cluster` are no pixels: they stay so, and their
  /// colors are ignored.
  ///
  /// The threads of the pool are synchronized in each call, so the more rows it gets, the better.
  void dither_rows(std::span<const Pixel> pixels, std::span<std::uint16_t> clusters);

 private:
  std::unique_ptr<RowDitherer<Pixel>> method_;
  std::size_t width_ = 0;
};

Ditherer(DitherPalette, int, const DitherOptions&) -> Ditherer<LinearColors>;

extern template class Ditherer<LinearColors>;
extern template class Ditherer<NumberedColors>;

}  // namespace color_clusters
