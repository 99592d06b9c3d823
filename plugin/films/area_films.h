// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/areas/cluster_map.h"
#include "plugin/films/film_arguments.h"
#include "plugin/films/films.h"

namespace color_clusters {

/// Films of areas, each of which has one ink, or none.
class AreaFilms final : public Films {
 public:
  /// `map` outlives the object; the clusters with a rank (see darkness_ranks) are its inks.
  AreaFilms(const ClusterMap& map, std::vector<int> ranks, const FilmArguments& arguments,
            int threads);

  FilmRows rows(int first, int end) override;

 private:
  const ClusterMap& map_;
  std::vector<int> ranks_;
  FilmArguments arguments_;
  int threads_;
};

}  // namespace color_clusters
