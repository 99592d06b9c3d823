// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/simd.h"
#include "core/color/color_cache.h"
#include "core/dither/dither_mix.h"
#include "core/dither/row_ditherer.h"
#include "core/dither/threshold_mask.h"

namespace color_clusters {

/// Error diffusion with any palette: the difference between a pixel's color and the one it gets is
/// passed on to the pixels beside and below it that are still to come. Source: R. W. Floyd and L.
/// Steinberg, "An adaptive algorithm for spatial greyscale", 1976. The scan is serpentine (every
/// other row backward), so that the pattern has no slant.
///
/// The colors aimed at are those that the palette can mix (see ConvexMixer), so that no error piles
/// up where it never can be made good. A pixel gets that color of its mix that has the greatest
/// weight when the error is added to the color aimed at: the weights are barycentric coordinates,
/// in which all mixes are alike. The nearest color instead would do for black and white, but where
/// the colors of a mix are far from evenly apart, errors add up over many rows before some of them
/// are used.
///
/// For the same reason, because it takes hundreds of rows until the first pixel of a color that has
/// little weight, the weights are modulated toward a color of the mix that a blue-noise mask picks:
/// on average that changes no weight (threshold modulation: R. Ulichney, "Dithering with blue
/// noise", 1988).
class ErrorDiffusion : public RowDitherer {
 public:
  /// See Ditherer.
  ErrorDiffusion(DitherPalette palette, int width, double strength, int threads);

  void dither_rows(std::span<const Color> linear, std::span<std::uint16_t> clusters) override;

 private:
  /// Four floats in one register: a color and 0, or a weight for each color of a mix.
  using Vector = Simd<4>::Float;

  /// The target for a color of the picture, and for a pixel that has it.
  struct Aim {
    Color mean{};
    RankedMix mix;
    /// The weights of its mix; the places after the last one have far less than any.
    std::array<float, 4> weights{};
    /// How much the weights grow with each of the three coordinates.
    std::array<std::array<float, 4>, 3> growth{};
    /// Which color of the mix the mask picks: not of the color, but of the pixel.
    std::uint32_t pick = 0;
  };

  [[nodiscard]] Aim aim_for(const ConvexMix& mix) const;
  void prepare(std::span<const Color> linear, std::span<const std::uint16_t> clusters,
               std::size_t first, std::span<Aim> pixels);
  void diffuse(std::span<const Aim> pixels, std::span<std::uint16_t> clusters);
  void diffuse_row(const Aim* pixels, std::uint16_t* clusters, std::ptrdiff_t step);

  DitherMixer mixer_;
  const ThresholdMask& mask_;
  std::size_t width_;
  int threads_;
  /// How much of an error is passed on.
  float passed_on_;
  /// The widths of the palette's box: no error is larger.
  Vector most_error_{};
  std::vector<Vector> palette_;
  SharedColors<Aim, 19> aims_;
  std::array<std::vector<Aim>, 2> prepared_;
  /// Errors passed on to this row and to the next one.
  std::vector<Vector> errors_;
  std::vector<Vector> errors_below_;
  /// Of the next row.
  std::size_t y_ = 0;
};

}  // namespace color_clusters
