// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "core/areas/cluster_map.h"
#include "core/dither/dither_palette.h"
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
/// on the number of threads nor on how many rows are given at a time.
///
/// Memory: up to 38 MB for the mixes of the first million colors, for floyd_steinberg up to 68 MB
/// for half as many, less with fewer colors; with more, 5 MB for each thread, for floyd_steinberg
/// 15 MB. Nothing that grows with the height.
class Ditherer {
 public:
  /// Throws std::invalid_argument unless the palette's colors are 1 … 65535, finite and as many in
  /// both spaces, the width is at least 0, the strength is above 0 and at most 1, and there is a
  /// method.
  Ditherer(DitherPalette palette, int width, const DitherOptions& options);

  /// Dithers the next rows: `linear` has their colors in linear light, of any size and sign; NaN
  /// counts as 0. `clusters` is as long, a whole number of rows (throws std::invalid_argument
  /// otherwise), and gets the indices of the palette colors. Places that hold `no_cluster` are no
  /// pixels: they stay so, and their colors are ignored.
  ///
  /// The threads of the pool are synchronized in each call, so the more rows it gets, the better.
  void dither_rows(std::span<const Color> linear, std::span<std::uint16_t> clusters);

 private:
  std::unique_ptr<RowDitherer> method_;
  std::size_t width_ = 0;
};

}  // namespace color_clusters
