// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/film.h"
#include "tests/fuzz/fuzz_map.h"

namespace color_clusters {
namespace {

/// Whether one of the ink's pixels is near enough to (x, y).
bool is_near(const ClusterMap& map, const FilmOptions& options, int x, int y) {
  for (int v = 0; v < map.height; ++v) {
    for (int u = 0; u < map.width; ++u) {
      if (map.clusters[map.index(u, v)] != options.ink) continue;
      if ((x - u) * (x - u) + (y - v) * (y - v) <= options.trap * options.trap) return true;
    }
  }
  return false;
}

/// Whether no such pixel, and no place outside the map, is within a distance of pixel `i`.
template <typename Matches>
bool is_far(const ClusterMap& map, int distance, std::size_t i, const Matches& matches) {
  const int x = static_cast<int>(i) % map.width;
  const int y = static_cast<int>(i) / map.width;
  for (int v = y - distance; v <= y + distance; ++v) {
    for (int u = x - distance; u <= x + distance; ++u) {
      if ((x - u) * (x - u) + (y - v) * (y - v) > distance * distance) continue;
      if (u < 0 || v < 0 || u >= map.width || v >= map.height) return false;
      if (matches(map.index(u, v))) return false;
    }
  }
  return true;
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  FilmOptions options{.ink = static_cast<std::uint16_t>(input.byte() % 8U),
                      .trap = input.byte() % 101};
  std::vector<int> ranks(8);
  for (int& rank : ranks) rank = input.byte() % 4;
  // Brute force looks at each pixel once for each pixel.
  const unsigned every = 1U + input.byte() % 16U;
  const ClusterMap map = input.map();
  const std::vector<std::uint8_t> film = make_film(map, ranks, options);
  require(film.size() == map.clusters.size());
  for (std::size_t i = 0; i < film.size(); ++i) {
    const std::uint16_t cluster = map.clusters[i];
    require(film[i] == 0 || cluster != no_cluster);
    require(film[i] == 1 || cluster != options.ink);
    if (cluster == no_cluster || cluster == options.ink || i % (16U * every) != 0) continue;
    const bool takes_ink = ranks[cluster] > ranks[options.ink];
    const int x = static_cast<int>(i) % map.width;
    const int y = static_cast<int>(i) / map.width;
    require((film[i] == 1) == (takes_ink && is_near(map, options, x, y)));
  }
  options.threads = 3;
  require(make_film(map, ranks, options) == film);

  // Choked, it is where all around would print.
  options.choke = static_cast<int>(every);
  const std::vector<std::uint8_t> choked = make_film(map, ranks, options);
  const std::vector<std::uint16_t> inks{options.ink, 1};
  const std::vector<std::uint8_t> base = make_underbase(map, inks, {.choke = options.choke});
  for (std::size_t i = 0; i < film.size(); i += every) {
    require((choked[i] == 1) ==
            is_far(map, options.choke, i, [&](std::size_t other) { return film[other] == 0; }));
    require((base[i] == 1) == is_far(map, options.choke, i, [&](std::size_t other) {
              return map.clusters[other] != options.ink && map.clusters[other] != 1;
            }));
  }
  options.threads = 1;
  require(make_film(map, ranks, options) == choked);
  return 0;
}
