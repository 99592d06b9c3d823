// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/cluster_map.h"

#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "drawn_map.h"

namespace color_clusters {
namespace {

TEST(ClearOutside, LeavesTheArea) {
  ClusterMap map = plain_map(6, 4);
  clear_outside({1, 0, 4, 3}, map);
  EXPECT_EQ(drawing_of(map), (std::vector<std::string>{".aaaa.",  //
                                                       ".aaaa.",  //
                                                       ".aaaa.",  //
                                                       "......"}));
}

TEST(ClearOutside, LeavesWhatOverlaps) {
  ClusterMap map = plain_map(4, 3);
  clear_outside({-2, 1, 4, 9}, map);
  EXPECT_EQ(drawing_of(map), (std::vector<std::string>{"....",  //
                                                       "aa..",  //
                                                       "aa.."}));
}

TEST(ClearOutside, AnAreaLargerThanTheMapLeavesAll) {
  ClusterMap map = plain_map(3, 2);
  clear_outside({-10, -10, 50, 50}, map);
  EXPECT_EQ(map.clusters, plain_map(3, 2).clusters);
}

TEST(ClearOutside, AnAreaBesideTheMapLeavesNothing) {
  for (const PixelArea& beside : {PixelArea{7, 0, 5, 5}, PixelArea{-7, 0, 5, 5},
                                  PixelArea{0, 7, 5, 5}, PixelArea{0, -7, 5, 5}}) {
    ClusterMap map = plain_map(3, 2);
    clear_outside(beside, map);
    EXPECT_EQ(map.clusters, ClusterMap::Clusters(6, no_cluster));
  }
}

}  // namespace
}  // namespace color_clusters
