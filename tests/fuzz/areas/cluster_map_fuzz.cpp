// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/areas/clean_areas.h"
#include "core/areas/cluster_map.h"
#include "core/areas/connected_areas.h"
#include "core/areas/label_places.h"
#include "core/areas/smooth_edges.h"
#include "core/print/film.h"
#include "tests/fuzz/fuzz_colors.h"

namespace color_clusters {
namespace {

/// Sizes that do not fit the pixels, and clusters that do not exist.
ClusterMap any_map(FuzzInput& input) {
  ClusterMap map = input.map();
  const unsigned kind = input.byte();
  if (kind % 4U == 0) map.width = input.number();
  if (kind % 8U == 0) map.height = input.number();
  if (kind % 4U == 1U) std::swap(map.width, map.height);
  // So many empty rows would only take long.
  if (map.width == 0) map.height %= 1000;
  if (kind % 4U == 2U && !map.clusters.empty()) map.clusters.pop_back();
  return map;
}

bool has_its_size(const ClusterMap& map) {
  const std::int64_t pixels = std::int64_t{map.width} * map.height;
  return map.width >= 0 && map.height >= 0 &&
         static_cast<std::uint64_t>(pixels) == map.clusters.size();
}

bool has_colors(const ClusterMap& map, std::span<const Color> colors) {
  for (const std::uint16_t cluster : map.clusters) {
    if (cluster != no_cluster && cluster >= colors.size()) return false;
  }
  for (const Color& color : colors) {
    for (const float value : color) {
      if (!std::isfinite(value)) return false;
    }
  }
  return true;
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  std::vector<Color> colors(input.byte() % 12U);
  for (Color& color : colors) color = any_color(input);
  const int strength = input.byte() % 32 - 10;
  FilmOptions film{.ink = input.byte(), .trap = input.byte() - 50};
  const std::vector<int> ranks(input.byte() % 12U);
  const int first_row = input.byte() - 3;
  const int end_row = input.byte() - 3;
  const ClusterMap map = any_map(input);
  const bool is_valid = has_its_size(map);

  require(is_valid != is_refused([&] { find_connected_areas(map, 1); }));
  require(is_valid != is_refused([&] { find_label_places(map, 1); }));
  const CleaningOptions cleaning{.smallest_area = 5};
  require((is_valid && has_colors(map, colors)) !=
          is_refused([&] { clean_areas(map, colors, cleaning); }));
  require((is_valid && strength >= 0 && strength <= 10) !=
          is_refused([&] { smooth_edges(map, {.strength = strength}); }));
  const bool has_film = is_valid && film.ink < ranks.size() && film.trap >= 0 && film.trap <= 100;
  require(has_film != is_refused([&] { make_film(map, ranks, film); }));
  const bool has_rows = first_row >= 0 && first_row <= end_row && end_row <= map.height;
  require((has_film && has_rows) !=
          is_refused([&] { make_film(map, ranks, film, first_row, end_row); }));
  return 0;
}
