// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/color/color.h"
#include "picture_defects.h"

namespace color_clusters {

/// What is drawn.
enum class Motif {
  /// Discs, polygons, stripes, thin lines and strokes like those of letters.
  shapes,
  /// A few large squares that stand on a corner, anywhere between the pixels: if antialiased, all
  /// pixels of an edge are one of two or three blends. 128 pixels a side, others have 256.
  diamonds,
  /// The same with upright rectangles.
  rectangles,
  /// Blocks and single ones of the large square pixels of an enlarged small picture.
  pixel_art,
  /// Shapes, of which a quarter of the inks (at least one) have only one spot, of 0.1 to 0.2 % of
  /// the picture.
  spots,
};

/// A square picture, three bytes per pixel.
struct FlatArt {
  int side = 0;
  std::vector<std::uint8_t> rgb{};  // NOLINT(readability-redundant-member-init)
  /// What it was drawn with, in gamma-encoded sRGB.
  std::vector<Color> inks{};  // NOLINT(readability-redundant-member-init)
};

/// Draws flat art in `inks` colors that are at least CIEDE2000 12 apart. The largest covers up to
/// 60 % of the picture, the smallest has at least half a percent of it in areas that are not only
/// lines, unless the motif says otherwise. The same arguments give the same picture on every
/// machine, as far as its floating point agrees.
FlatArt draw_flat_art(int inks, const Defects& defects, unsigned seed, Motif motif = Motif::shapes);

}  // namespace color_clusters
