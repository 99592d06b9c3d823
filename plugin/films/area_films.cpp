// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/films/area_films.h"

#include <cstdint>
#include <numeric>
#include <utility>

#include "core/print/film.h"

namespace color_clusters {

AreaFilms::AreaFilms(const ClusterMap& map, std::vector<int> ranks, const FilmArguments& arguments,
                     int threads)
    : map_(map), ranks_(std::move(ranks)), arguments_(arguments), threads_(threads) {}

FilmRows AreaFilms::rows(int first, int end) {
  std::vector<std::uint16_t> inks(ranks_.size());
  std::iota(inks.begin(), inks.end(), std::uint16_t{0});
  FilmRows films;
  for (const std::uint16_t ink : inks) {
    films.push_back(make_film(
        map_, ranks_,
        {.ink = ink, .trap = arguments_.trap, .choke = arguments_.choke, .threads = threads_},
        first, end));
  }
  if (arguments_.has_underbase) {
    films.push_back(make_underbase(
        map_, inks, {.choke = arguments_.underbase_choke, .threads = threads_}, first, end));
  }
  return films;
}

}  // namespace color_clusters
