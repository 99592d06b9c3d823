// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/areas/cluster_map.h"

namespace color_clusters {

struct FilmOptions {
  /// The cluster that is printed.
  std::uint16_t ink = 0;
  /// How far it spreads under darker inks, in pixels: 0 … 100. Trapping hides misregistration:
  /// without it, paper shows where two inks do not meet exactly.
  int trap = 0;
  int threads = 1;
};

/// Where the ink of one cluster prints: 1, elsewhere 0, row by row for the rows from `first_row` to
/// before `end_row` of a map. It prints on its own pixels, and on those of darker inks whose middle
/// is at most `trap` pixels (Euclidean distance, exact) from the middle of one of its own, also
/// across other clusters. It never prints where there is no pixel.
///
/// `ranks` has for each cluster its place in the order of printing: inks with a higher rank are
/// printed over this one, that is, they are darker; inks of the same rank never overlap.
///
/// Throws std::invalid_argument when the map is not valid (require_valid), the ink has no rank,
/// there are more than 65,535 ranks, the trap is not 0 … 100, or there are no such rows. Clusters
/// without a rank take no ink.
///
/// First each column's distance to the ink within it, then each row: a column whose distance is d
/// covers the pixels up to √(trap² - d²) beside it (after A. Meijster, J. Roerdink and W.
/// Hesselink, "A general algorithm for computing distance transforms in linear time", 2000). The
/// time grows with (64 + 2 × trap) / 64.
///
/// Memory: the result, and 2 bytes for each column and thread.
std::vector<std::uint8_t> make_film(const ClusterMap& map, std::span<const int> ranks,
                                    const FilmOptions& options, int first_row, int end_row);

/// The same for all rows.
std::vector<std::uint8_t> make_film(const ClusterMap& map, std::span<const int> ranks,
                                    const FilmOptions& options);

}  // namespace color_clusters
