// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>

#include "core/color/color.h"
#include "core/mixing/mix_program.h"
#include "core/mixing/mix_regions.h"
#include "core/mixing/mix_solver.h"

namespace color_clusters {

/// Finds for any color the convex combination of palette colors that is hardest to tell from it: of
/// all with the right mean the one whose colors are nearest, that is, with the least sum of weight
/// × squared distance. Its colors are the corners of the color's simplex in a Delaunay
/// triangulation: it is found by walking from one simplex to the next (MixRegions) or, where
/// rounding leaves that open, as a linear program with four equations (MixSolver).
///
/// Memory: up to 2 MB for where walks begin, and 200 bytes for each region that is needed, of which
/// a palette of 256 colors has some thousands.
class ConvexMixer {
 public:
  /// `palette` has 1 … 65535 colors, all finite; throws std::invalid_argument otherwise.
  explicit ConvexMixer(std::span<const Color> palette);

  /// The mix for a color. NaN coordinates count as 0; colors that are a thousand times further away
  /// than the palette is wide are moved nearer to it. Can be called from several threads at once.
  [[nodiscard]] ConvexMix find(const Color& color) const;

 private:
  /// The box around a palette, and what makes 1 of its longest side.
  struct Box {
    MixPoint middle{};
    MixPoint half_side{};
    double scale = 1.0;
  };

  static Box box_around(std::span<const Color> palette);
  static MixPoints points_of(std::span<const Color> palette, const Box& box);
  [[nodiscard]] MixPoint place(const Color& color) const;

  Box box_;
  std::unique_ptr<const MixSolver> solver_;
  /// None for a palette of `large_palette` colors or more.
  std::unique_ptr<MixRegions> regions_;
};

}  // namespace color_clusters
