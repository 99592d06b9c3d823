// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/color/color.h"
#include "plugin/films/films.h"

namespace color_clusters {

/// What films are printed with, as linear light (see ink_light).
struct ProofInks {
  Color paper{1, 1, 1};
  std::vector<Color> inks;
  bool has_underbase = false;
};

/// A picture in few colors.
struct IndexedPicture {
  /// Gamma-encoded sRGB.
  std::vector<Color> colors;
  /// For each pixel the number of its color.
  std::vector<std::uint32_t> pixels;
};

/// How films look that are printed over each other: each ink takes its part of the light that the
/// ground sends back, channel by channel in linear light. The ground is the paper or, where the
/// underbase prints, white. `films` are those of the inks, and the underbase last.
IndexedPicture proof_of(const FilmRows& films, const ProofInks& inks);

/// The same for amounts of the inks, 0 … 1, whose dots lie over each other by chance (M. Demichel;
/// the light is the product of what each leaves on average), as they are seen from a distance. The
/// underbase is under all of them. Gamma-encoded sRGB.
std::vector<Color> proof_of_tones(std::span<const std::vector<float>> amounts,
                                  const ProofInks& inks);

}  // namespace color_clusters
