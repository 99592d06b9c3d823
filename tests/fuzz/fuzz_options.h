// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "core/clustering/clustering.h"
#include "fuzz_colors.h"

namespace color_clusters {

/// A picture and what is wanted of it.
struct FuzzClustering {
  ClusteringOptions options;
  WeightedFuzzColors picture;
};

/// Options for finding centers, some of them out of range, with up to four fixed centers: colors of
/// the picture and any others.
inline FuzzClustering clustering_input(FuzzInput& input) {
  constexpr std::array<double, 4> wrong_accents{-0.1, 1.1, std::numeric_limits<double>::quiet_NaN(),
                                                std::numeric_limits<double>::infinity()};
  constexpr std::array<int, 8> extreme_colors{
      1, 256, 257, 0, -1, 128, std::numeric_limits<int>::max(), std::numeric_limits<int>::min()};
  FuzzClustering result;
  ClusteringOptions& options = result.options;
  const unsigned color_count = input.byte();
  // Mostly few: of many, each is a center.
  options.color_count = color_count >= 248U ? extreme_colors[color_count - 248U]
                                            : static_cast<int>(color_count % 24U);
  const unsigned accents = input.byte();
  if (accents >= 128U) options.accents = std::min((accents - 128U) / 100.0, 1.0);
  if (accents >= 252U) options.accents = wrong_accents[accents - 252U];
  options.draft = input.byte() % 4U == 0;
  const unsigned fixed = input.byte() % 8U;
  for (unsigned i = 0; i < fixed && fixed < 5U; ++i) options.fixed.push_back(any_color(input));
  const std::size_t picked = input.byte();

  // With many centers it takes long to find them in many colors.
  result.picture = weighted_colors(input, options.color_count <= 4);
  const std::vector<Color>& all = result.picture.colors;
  for (std::size_t i = 0; i < options.fixed.size() && !all.empty(); i += 2) {
    options.fixed[i] = all[(picked + i) % all.size()];
  }
  return result;
}

inline bool is_valid(const ClusteringOptions& options) {
  const auto is_small = [](float value) {
    return std::abs(value) <= ColorTree::largest_coordinate;
  };
  return options.color_count >= 1 && options.color_count <= max_clusters &&
         options.accents >= 0.0 && options.accents <= 1.0 &&
         options.fixed.size() <= static_cast<std::size_t>(options.color_count) &&
         std::ranges::all_of(options.fixed, [&](const Color& color) {
           return std::ranges::all_of(color, is_small);
         });
}

}  // namespace color_clusters
