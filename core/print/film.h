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
  /// By how much all that it prints shrinks then, in pixels: 0 … 100. In printing, what makes up
  /// for ink that runs.
  int choke = 0;
  int threads = 1;
};

/// Where the ink of one cluster prints: 1, elsewhere 0, row by row for the rows from `first_row` to
/// before `end_row` of a map. It prints on its own pixels, and on those of darker inks whose middle
/// is at most `trap` pixels (Euclidean distance, exact) from the middle of one of its own, also
/// across other clusters; but for those whose middle is at most `choke` pixels from that of one
/// where it would not print, in the map or beyond its edge. It never prints where there is no
/// pixel.
///
/// `ranks` has for each cluster its place in the order of printing: inks with a higher rank are
/// printed over this one, that is, they are darker; inks of the same rank never overlap.
///
/// Throws std::invalid_argument when the map is not valid (require_valid), the ink has no rank,
/// there are more than 65,535 ranks, trap or choke are not 0 … 100, or there are no such rows.
/// Clusters without a rank take no ink.
///
/// Distances are found by DiscSpread. The time grows with (64 + 2 × (trap + choke)) / 64.
///
/// Memory: the result, and for each thread up to (64 + 2 × (trap + choke)) × 4 bytes for each
/// column.
std::vector<std::uint8_t> make_film(const ClusterMap& map, std::span<const int> ranks,
                                    const FilmOptions& options, int first_row, int end_row);

/// The same for all rows.
std::vector<std::uint8_t> make_film(const ClusterMap& map, std::span<const int> ranks,
                                    const FilmOptions& options);

struct UnderbaseOptions {
  /// By how much it shrinks, in pixels: 0 … 100, so that it shows nowhere beside the inks.
  int choke = 0;
  int threads = 1;
};

/// Where the white under all inks prints on a dark garment: where any of `inks` does, but for what
/// is at most `choke` pixels from where none does, in the map or beyond its edge. Rows, distances
/// and memory are those of make_film; throws std::invalid_argument as that does, or if an ink is
/// `no_cluster`. Inks that no pixel has change nothing.
std::vector<std::uint8_t> make_underbase(const ClusterMap& map, std::span<const std::uint16_t> inks,
                                         const UnderbaseOptions& options, int first_row,
                                         int end_row);

/// The same for all rows.
std::vector<std::uint8_t> make_underbase(const ClusterMap& map, std::span<const std::uint16_t> inks,
                                         const UnderbaseOptions& options);

}  // namespace color_clusters
