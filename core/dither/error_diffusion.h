// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/simd.h"
#include "core/dither/dither_mix.h"
#include "core/dither/known_mixes.h"
#include "core/dither/mix_sets.h"
#include "core/dither/picture_colors.h"
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
///
/// An error that a pixel gets from others with another mix may be a multiple of all that its own
/// colors are apart: such an error is made smaller, or patches of one color would make it good.
template <typename Colors>
class ErrorDiffusion : public RowDitherer<typename Colors::Pixel> {
 public:
  using Pixel = typename Colors::Pixel;

  /// See Ditherer.
  ErrorDiffusion(DitherPalette palette, Colors colors, int width, double strength, int threads);

  void dither_rows(std::span<const Pixel> pixels, std::span<std::uint16_t> clusters) override;

 private:
  using Vector = MixSet::Vector;

  /// What pixels of a color aim at: the color that the palette can mix, and its mix.
  struct Aim {
    Color mean{};
    std::uint32_t set = 0;
    /// The weights of its mix, less what the mask has of them; the places after the last one have
    /// far less than any.
    std::array<float, 4> weights{};
    RankShares shares;
  };

  /// A pixel before it is diffused.
  struct Prepared {
    Color mean{};
    /// The number of the set times 4, plus the color of the mix that the mask picks.
    std::uint32_t set_and_pick = 0;
    std::array<float, 4> weights{};
  };

  void find_aims(std::span<const Color> linear, std::span<Aim> aims);
  void prepare(std::span<const Pixel> pixels, std::span<const std::uint16_t> clusters,
               std::size_t first, std::span<Prepared> prepared);
  void diffuse(std::span<const Prepared> pixels, std::span<std::uint16_t> clusters);
  void diffuse_row(const Prepared* pixels, std::uint16_t* clusters, std::ptrdiff_t step);

  DitherMixer mixer_;
  const ThresholdMask& mask_;
  std::size_t width_;
  int threads_;
  /// How much of an error is passed on.
  float passed_on_;
  /// The widths of the palette's box: no error is larger.
  Vector most_error_{};
  MixSets sets_;
  KnownMixes<Aim, Colors> aims_;
  std::array<std::vector<Prepared>, 2> prepared_;
  /// Errors passed on to this row and to the next one.
  std::vector<Vector> errors_;
  std::vector<Vector> errors_below_;
  /// Of the next row.
  std::size_t y_ = 0;
};

extern template class ErrorDiffusion<LinearColors>;
extern template class ErrorDiffusion<NumberedColors>;

}  // namespace color_clusters
