// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/film.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <utility>

#include "core/base/parallel.h"
#include "core/print/disc_spread.h"

namespace color_clusters {
namespace {

constexpr int most_pixels = 100;

/// Half pixels.
int squared(int pixels) { return 4 * pixels * pixels; }

/// For each cluster, and for "no pixel", 1 or 0.
using ClusterSet = std::vector<std::uint8_t>;

/// Where a map has one of some clusters, in some rows.
MaskRows places_of(const ClusterMap& map, const ClusterSet& clusters, int begin, int end) {
  MaskRows places(map.width, begin, end);
  const std::size_t first = map.index(0, begin);
  for (std::size_t i = 0; i < places.cells.size(); ++i) {
    places.cells[i] = clusters[map.clusters[first + i]];
  }
  return places;
}

/// The same for one cluster, many cells at a time.
MaskRows places_of(const ClusterMap& map, std::uint16_t cluster, int begin, int end) {
  MaskRows places(map.width, begin, end);
  const std::uint16_t* const clusters = map.clusters.data() + map.index(0, begin);
  for (std::size_t i = 0; i < places.cells.size(); ++i) {
    places.cells[i] = static_cast<std::uint8_t>(clusters[i] == cluster ? 1 : 0);
  }
  return places;
}

/// Sets the cells of `film` that are set in `prints` and further than `choke` pixels from all that
/// are not, or are not in the map.
void shrink(const MaskRows& prints, int choke, int map_height, MaskRows& film) {
  MaskRows bare = prints;
  for (std::uint8_t& cell : bare.cells) cell ^= 1U;
  DiscSpread(squared(choke), 0).spread(bare, film);
  const int end_column = film.width - choke;
  for (int y = film.first_row; y < film.end_row; ++y) {
    std::uint8_t* const row = film.row(y);
    const bool is_inside = y >= choke && y < map_height - choke;
    for (int x = 0; x < film.width; ++x) {
      row[x] = static_cast<std::uint8_t>(row[x] == 0 && is_inside && x >= choke && x < end_column);
    }
  }
}

/// What prints in rows from `begin` to before `end` of a map before it shrinks.
using Prints = std::function<MaskRows(int begin, int end)>;

std::vector<std::uint8_t> shrunk_film(const ClusterMap& map, int choke, int threads, int first_row,
                                      int end_row, const Prints& prints) {
  if (choke < 0 || choke > most_pixels) {
    throw std::invalid_argument("a choke has 0 to 100 pixels");
  }
  if (first_row < 0 || first_row > end_row || end_row > map.height) {
    throw std::invalid_argument("a film is made of rows that are in the map");
  }
  std::vector<std::uint8_t> film(map.index(0, end_row) - map.index(0, first_row));
  if (film.empty()) return film;
  const RowStrips strips{end_row - first_row};
  parallel_for(strips.count(), threads, [&](std::size_t strip) {
    const int begin = first_row + strips.begin(strip);
    const int end = first_row + strips.end(strip);
    MaskRows rows = prints(std::max(begin - choke, 0), std::min(map.height - end, choke) + end);
    if (choke > 0) {
      MaskRows shrunk(map.width, begin, end);
      shrink(rows, choke, map.height, shrunk);
      rows = std::move(shrunk);
    }
    std::ranges::copy(rows.cells,
                      film.begin() + static_cast<std::ptrdiff_t>(map.index(0, begin - first_row)));
  });
  return film;
}

}  // namespace

std::vector<std::uint8_t> make_film(const ClusterMap& map, std::span<const int> ranks,
                                    const FilmOptions& options, int first_row, int end_row) {
  require_valid(map);
  if (options.ink >= ranks.size() || ranks.size() > no_cluster) {
    throw std::invalid_argument("a film's ink has a rank, and there are at most 65535 ranks");
  }
  const int trap = options.trap;
  if (trap < 0 || trap > most_pixels) throw std::invalid_argument("a trap has 0 to 100 pixels");
  ClusterSet takes(std::size_t{no_cluster} + 1);
  for (std::size_t cluster = 0; cluster < ranks.size(); ++cluster) {
    takes[cluster] = ranks[cluster] > ranks[options.ink] ? 1 : 0;
  }
  takes[options.ink] = 1;  // It spreads to its own pixels, too.
  const DiscSpread spread(squared(trap), 0);
  return shrunk_film(map, options.choke, options.threads, first_row, end_row,
                     [&](int begin, int end) {
                       if (trap == 0) return places_of(map, options.ink, begin, end);
                       const MaskRows ink = places_of(map, options.ink, std::max(begin - trap, 0),
                                                      std::min(map.height - end, trap) + end);
                       MaskRows prints(map.width, begin, end);
                       spread.spread(ink, prints);
                       const std::size_t first = map.index(0, begin);
                       for (std::size_t i = 0; i < prints.cells.size(); ++i) {
                         prints.cells[i] &= takes[map.clusters[first + i]];
                       }
                       return prints;
                     });
}

std::vector<std::uint8_t> make_film(const ClusterMap& map, std::span<const int> ranks,
                                    const FilmOptions& options) {
  return make_film(map, ranks, options, 0, map.height);
}

std::vector<std::uint8_t> make_underbase(const ClusterMap& map, std::span<const std::uint16_t> inks,
                                         const UnderbaseOptions& options, int first_row,
                                         int end_row) {
  require_valid(map);
  ClusterSet printed(std::size_t{no_cluster} + 1);
  for (const std::uint16_t ink : inks) {
    if (ink == no_cluster) throw std::invalid_argument("an ink under which white prints is none");
    printed[ink] = 1;
  }
  return shrunk_film(map, options.choke, options.threads, first_row, end_row,
                     [&](int begin, int end) { return places_of(map, printed, begin, end); });
}

std::vector<std::uint8_t> make_underbase(const ClusterMap& map, std::span<const std::uint16_t> inks,
                                         const UnderbaseOptions& options) {
  return make_underbase(map, inks, options, 0, map.height);
}

}  // namespace color_clusters
