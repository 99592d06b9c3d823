// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <shared_mutex>
#include <span>
#include <vector>

#include "core/base/growing_array.h"
#include "core/base/simd.h"
#include "core/color/color.h"
#include "core/dither/dither_mix.h"

namespace color_clusters {

/// What error diffusion needs to know of the palette colors of a mix, whatever their weights are.
struct MixSet {
  /// A color and 0, or a value for each color of the mix.
  using Vector = Simd<4>::Float;

  MixColors colors{};
  /// The same in linear light.
  std::array<Vector, 4> points{};
  /// How much the weight of each color grows with each of the three coordinates of a point.
  std::array<Vector, 3> growth{};
};

/// Numbers the different sets of palette colors that the mixes of a picture have: there are far
/// fewer of them than mixes. Each takes 200 bytes; a palette of 256 colors has some thousands, the
/// largest ones some hundred thousands.
class MixSets {
 public:
  /// A palette in linear light.
  explicit MixSets(std::span<const Color> palette) : palette_(palette.begin(), palette.end()) {}

  /// The numbers of the sets of some mixes; `numbers` is as long. Can be called from several
  /// threads at once.
  void find(std::span<const ConvexMix> mixes, std::span<std::uint32_t> numbers);

  /// The set with a number that was found in this thread, or before it was told.
  const MixSet& operator[](std::size_t number) { return sets_[number]; }

 private:
  static constexpr std::size_t sets_in_block = 4096;
  static constexpr std::size_t most_blocks = 4096;

  [[nodiscard]] MixSet make_set(const ConvexMix& mix) const;

  std::vector<Color> palette_;
  std::shared_mutex mutex_;
  std::map<MixColors, std::uint32_t> numbers_;
  GrowingArray<MixSet, sets_in_block, most_blocks> sets_;
};

}  // namespace color_clusters
