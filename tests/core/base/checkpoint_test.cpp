// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/checkpoint.h"

#include <atomic>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/areas/clean_areas.h"
#include "core/areas/label_places.h"
#include "core/areas/smooth_edges.h"
#include "core/print/narrow_parts.h"
#include "core/print/number_areas.h"
#include "tests/core/areas/drawn_map.h"

namespace color_clusters {
namespace {

constexpr unsigned clusters = 4;
const std::vector<Color> colors{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

/// Work on a map that takes long when the map is large.
struct Work {
  const char* name;
  void (*run)(const ClusterMap& map, int threads, const Checkpoint& checkpoint);
};

const std::vector<Work> all_work{
    {"clean_areas",
     [](const ClusterMap& map, int threads, const Checkpoint& checkpoint) {
       clean_areas(map, colors,
                   {.smallest_area = 100, .threads = threads, .checkpoint = checkpoint});
     }},
    {"smooth_edges, lines",
     [](const ClusterMap& map, int threads, const Checkpoint& checkpoint) {
       smooth_edges(map, {.strength = 3, .threads = threads, .checkpoint = checkpoint});
     }},
    {"smooth_edges",
     [](const ClusterMap& map, int threads, const Checkpoint& checkpoint) {
       smooth_edges(map, {.strength = 5, .threads = threads, .checkpoint = checkpoint});
     }},
    {"dissolve_narrow_parts",
     [](const ClusterMap& map, int threads, const Checkpoint& checkpoint) {
       dissolve_narrow_parts(map, colors,
                             {.minimum_width = 4, .threads = threads, .checkpoint = checkpoint});
     }},
    {"find_label_places",
     [](const ClusterMap& map, int threads, const Checkpoint& checkpoint) {
       find_label_places(map, threads, checkpoint);
     }},
    {"number_areas",
     [](const ClusterMap& map, int threads, const Checkpoint& checkpoint) {
       number_areas(map, colors,
                    {.half_diagonals = std::vector<double>(clusters, 0.6),
                     .hidden = HiddenAreas::leader_lines,
                     .threads = threads,
                     .checkpoint = checkpoint});
     }},
};

struct Stopped {};

TEST(Checkpoint, IsPassedOftenInALargeMap) {
  const ClusterMap map = noisy_waves(400, 640, clusters, 20, 1);
  for (const Work& work : all_work) {
    std::atomic<int> passed = 0;
    work.run(map, 1, [&] { ++passed; });
    // Once in 64 rows at least.
    EXPECT_GE(passed, 10) << work.name;
  }
}

TEST(Checkpoint, EndsWorkWhereverItThrows) {
  const ClusterMap map = noisy_waves(90, 200, clusters, 20, 2);
  for (const Work& work : all_work) {
    std::atomic<int> all = 0;
    work.run(map, 1, [&] { ++all; });
    for (const int threads : {1, 3}) {
      for (int last = 0; last < all; last += 1 + last / 5) {
        std::atomic<int> passed = 0;
        const Checkpoint checkpoint = [&] {
          if (passed++ >= last) throw Stopped();
        };
        EXPECT_THROW(work.run(map, threads, checkpoint), Stopped)
            << work.name << " at " << last << " of " << all;
      }
    }
  }
}

TEST(Checkpoint, MayBeMissing) { EXPECT_NO_THROW(pass({})); }

}  // namespace
}  // namespace color_clusters
