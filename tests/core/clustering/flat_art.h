// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace color_clusters {

/// What is wrong with a picture of flat art when it reaches us.
struct Defects {
  /// Standard deviation of Gaussian noise, in 8-bit units.
  double noise = 0.0;
  /// Edges drawn with 4 × 4 samples per pixel.
  bool is_antialiased = false;
  /// Quality of a JPEG-like compression (8 × 8 DCT, half the chroma resolution); 100 is none.
  int jpeg_quality = 100;
};

/// A square picture, three bytes per pixel.
struct FlatArt {
  static constexpr int side = 256;
  std::vector<std::uint8_t> rgb;
};

/// Draws discs, polygons, stripes, thin lines and strokes like those of letters in `inks` colors
/// that are at least CIEDE2000 12 apart. The largest covers up to 60 % of the picture, the smallest
/// has at least half a percent of it in areas that are not only lines. The same arguments give the
/// same picture on every machine, as far as its floating point agrees.
FlatArt draw_flat_art(int inks, const Defects& defects, unsigned seed);

}  // namespace color_clusters
