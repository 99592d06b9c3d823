// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/smooth_edges.h"
#include "tests/fuzz/fuzz_map.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  const int strength = input.byte() % 11;
  const ClusterMap map = input.map();
  const ClusterMap smoothed = smooth_edges(map, {.strength = strength, .threads = 1});
  require(same_places(map, smoothed));
  require(has_no_other_clusters(smoothed, map));
  require(strength > 0 || smoothed.clusters == map.clusters);
  require(smooth_edges(map, {.strength = strength, .threads = 3}).clusters == smoothed.clusters);
  return 0;
}
