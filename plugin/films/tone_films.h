// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/color/shared_colors.h"
#include "core/mixing/convex_mix.h"
#include "plugin/films/film_arguments.h"
#include "plugin/films/films.h"

namespace color_clusters {

/// A picture whose tones are to be printed.
struct TonePicture {
  int width = 0;
  int height = 0;
  /// Where it begins in the picture that the screens are laid over.
  int x = 0;
  int y = 0;
  /// Reads rows from `first` on, as many as there is room for: colors in linear light, and how much
  /// of each pixel is there, 0 … 1.
  std::function<void(int first, std::span<Color> linear, std::span<float> coverages)>
      read{};  // NOLINT(readability-redundant-member-init)
};

/// Films of tones: each pixel has of each ink the amount that its color's mix of inks and paper has
/// (see ConvexMixer), times how much of the pixel is there. The underbase is where any ink prints.
class ToneFilms final : public Films {
 public:
  /// `colors` are those of `inks` inks in linear light, and after them, if it is no ink, that of
  /// the paper. `arguments.screen` is there, unless only amounts are asked for. Throws
  /// std::invalid_argument as Halftone does.
  ToneFilms(TonePicture picture, std::span<const Color> colors, std::size_t inks,
            const FilmArguments& arguments, int threads);

  FilmRows rows(int first, int end) override;

  /// The amounts of each ink, 0 … 1, in those rows.
  std::vector<std::vector<float>> amounts(int first, int end);

  /// The part of all that is there that each of `colors` has, in the rows made so far; 0 where
  /// there is nothing.
  [[nodiscard]] std::vector<double> shares() const;

 private:
  /// A mix, in floats.
  struct Mix {
    std::array<std::uint16_t, 4> colors{};
    std::array<float, 4> amounts{};
  };

  std::vector<Mix> mixes(int first, int end);
  void count(std::span<const Mix> mixes);
  [[nodiscard]] std::vector<std::uint8_t> underbase(const FilmRows& films, int first, int end,
                                                    int inner_first, int inner_end) const;

  TonePicture picture_;
  std::size_t inks_;
  FilmArguments arguments_;
  int threads_;
  ConvexMixer mixer_;
  std::vector<Halftone> screens_;
  SharedColors<Mix, 20> kept_;
  std::vector<double> sums_;
};

}  // namespace color_clusters
