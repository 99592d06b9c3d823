// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/connected_areas.h"

#include <cstddef>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "drawn_map.h"

namespace color_clusters {
namespace {

constexpr std::uint32_t none = ConnectedAreas::no_area;

/// The reference: a flood fill from each pixel without an area.
std::vector<std::uint32_t> flooded(const ClusterMap& map) {
  std::vector<std::uint32_t> area_of(map.clusters.size(), none);
  std::uint32_t areas = 0;
  const auto width = static_cast<std::size_t>(map.width);
  for (std::size_t seed = 0; seed < area_of.size(); ++seed) {
    if (area_of[seed] != none || map.clusters[seed] == no_cluster) continue;
    std::vector<std::size_t> open{seed};
    area_of[seed] = areas;
    const auto enter = [&](std::size_t i) {
      if (area_of[i] != none || map.clusters[i] != map.clusters[seed]) return;
      area_of[i] = areas;
      open.push_back(i);
    };
    while (!open.empty()) {
      const std::size_t i = open.back();
      open.pop_back();
      if (i % width > 0) enter(i - 1);
      if (i % width + 1 < width) enter(i + 1);
      if (i >= width) enter(i - width);
      if (i + width < area_of.size()) enter(i + width);
    }
    ++areas;
  }
  return area_of;
}

TEST(ConnectedAreas, NumbersAreasByTheirFirstPixels) {
  const ConnectedAreas found = find_connected_areas(draw_map({"aab",  //
                                                              "cab",  //
                                                              "cca"}),
                                                    1);
  EXPECT_EQ(found.area_of, (std::vector<std::uint32_t>{0, 0, 1, 2, 0, 1, 2, 2, 3}));
  const std::vector<Area> expected{
      {.cluster = 0, .size = 3, .left = 0, .top = 0, .right = 2, .bottom = 2},
      {.cluster = 1, .size = 2, .left = 2, .top = 0, .right = 3, .bottom = 2},
      {.cluster = 2, .size = 3, .left = 0, .top = 1, .right = 2, .bottom = 3},
      {.cluster = 0, .size = 1, .left = 2, .top = 2, .right = 3, .bottom = 3},
  };
  EXPECT_EQ(found.areas, expected);
}

TEST(ConnectedAreas, ArmsThatMeetFurtherDownAreOneArea) {
  const ConnectedAreas found = find_connected_areas(draw_map({"abaca",  //
                                                              "abaca",  //
                                                              "aaaaa"}),
                                                    1);
  ASSERT_EQ(found.areas.size(), 3U);
  EXPECT_EQ(found.areas[0].size, 11U);
}

TEST(ConnectedAreas, WhereThereIsNoPixelThereIsNoArea) {
  const ConnectedAreas found = find_connected_areas(draw_map({".a.",  //
                                                              "a.a",  //
                                                              "..."}),
                                                    1);
  EXPECT_EQ(found.areas.size(), 3U);
  EXPECT_EQ(found.area_of,
            (std::vector<std::uint32_t>{none, 0, none, 1, none, 2, none, none, none}));
}

TEST(ConnectedAreas, AreasReachAcrossStrips) {
  // Columns of two clusters that are joined at the bottom only, and one that stands alone.
  ClusterMap map = plain_map(5, 3 * RowStrips::rows + 7);
  const auto columns = static_cast<std::size_t>(map.width);
  for (std::size_t i = 0; i < map.clusters.size() - columns; ++i) {
    map.clusters[i] = static_cast<std::uint16_t>(i % columns % 2);
  }
  const ConnectedAreas found = find_connected_areas(map, 2);
  ASSERT_EQ(found.areas.size(), 3U);
  const auto height = static_cast<std::uint32_t>(map.height);
  EXPECT_EQ(found.areas[0].size, 3 * (height - 1) + 5);
  EXPECT_EQ(found.areas[1].size, height - 1);
  EXPECT_EQ(found.areas[0].bottom, map.height);
  EXPECT_EQ(found.areas[2].left, 3);
}

TEST(ConnectedAreas, AreThoseOfAFloodForAnyNumberOfThreads) {
  for (const unsigned clusters : {1U, 2U, 3U, 9U}) {
    const ClusterMap map = random_map(83, 200, clusters, clusters);
    const ConnectedAreas found = find_connected_areas(map, 1);
    EXPECT_EQ(found.area_of, flooded(map)) << clusters << " clusters";
    const ConnectedAreas again = find_connected_areas(map, 3);
    EXPECT_EQ(found.area_of, again.area_of);
    EXPECT_EQ(found.areas, again.areas);
  }
}

TEST(ConnectedAreas, NothingInNothingOut) {
  EXPECT_TRUE(find_connected_areas({}, 1).areas.empty());
  EXPECT_TRUE(find_connected_areas({.clusters = {}, .width = 7, .height = 0}, 1).areas.empty());
}

TEST(ConnectedAreas, RejectsASizeThatIsNotThatOfThePixels) {
  const ClusterMap::Clusters six(6);
  EXPECT_THROW(find_connected_areas({six, 2, 2}, 1), std::invalid_argument);
  EXPECT_THROW(find_connected_areas({six, -2, -3}, 1), std::invalid_argument);
}

}  // namespace
}  // namespace color_clusters
