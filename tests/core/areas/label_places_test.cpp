// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/label_places.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "core/areas/connected_areas.h"
#include "drawn_map.h"

namespace color_clusters {
namespace {

/// The squared distance from a pixel to the nearest of another area or outside, by brute force.
double squared_radius(const ClusterMap& map, const std::vector<std::uint32_t>& area_of, int x,
                      int y) {
  const auto at = [&](int u, int v) {
    return area_of[static_cast<std::size_t>(v) * static_cast<std::size_t>(map.width) +
                   static_cast<std::size_t>(u)];
  };
  int outside = std::min(std::min(x + 1, map.width - x), std::min(y + 1, map.height - y));
  int least = outside * outside;
  for (int v = 0; v < map.height; ++v) {
    for (int u = 0; u < map.width; ++u) {
      if (at(u, v) == at(x, y)) continue;
      least = std::min(least, (u - x) * (u - x) + (v - y) * (v - y));
    }
  }
  return least;
}

TEST(LabelPlaces, TheMiddleOfASquare) {
  const std::vector<LabelPlace> places = find_label_places(plain_map(5, 5), 1);
  EXPECT_EQ(places,
            (std::vector<LabelPlace>{{.cluster = 0, .x = 2, .y = 2, .radius = 3.0, .size = 25}}));
}

TEST(LabelPlaces, OfALongRectangleTheMiddle) {
  const std::vector<LabelPlace> places = find_label_places(plain_map(31, 5), 1);
  ASSERT_EQ(places.size(), 1U);
  EXPECT_EQ(places[0].x, 15);
  EXPECT_EQ(places[0].y, 2);
}

TEST(LabelPlaces, OfEquallyGoodPlacesTheUpperLeft) {
  const std::vector<LabelPlace> places = find_label_places(plain_map(4, 4), 1);
  ASSERT_EQ(places.size(), 1U);
  EXPECT_EQ(places[0].x, 1);
  EXPECT_EQ(places[0].y, 1);
  EXPECT_EQ(places[0].radius, 2.0);
}

TEST(LabelPlaces, NotTheMiddleOfARing) {
  const std::vector<LabelPlace> places = find_label_places(draw_map({"aaaaaa",  //
                                                                     "abbaaa",  //
                                                                     "abbaaa",  //
                                                                     "aaaaaa"}),
                                                           1);
  ASSERT_EQ(places.size(), 2U);
  EXPECT_EQ(places[0], (LabelPlace{.cluster = 0, .x = 4, .y = 1, .radius = 2.0, .size = 20}));
  EXPECT_EQ(places[1], (LabelPlace{.cluster = 1, .x = 1, .y = 1, .radius = 1.0, .size = 4}));
}

TEST(LabelPlaces, DistancesAreSlanting) {
  // From the middle to the corners, which are no pixels.
  const std::vector<LabelPlace> places = find_label_places(draw_map({".aaaa",  //
                                                                     "aaaaa",  //
                                                                     "aaaaa",  //
                                                                     "aaaaa",  //
                                                                     "aaaa."}),
                                                           1);
  ASSERT_EQ(places.size(), 1U);
  EXPECT_EQ(places[0].x, 2);
  EXPECT_EQ(places[0].radius, std::sqrt(8.0));
}

TEST(LabelPlaces, AreThoseOfBruteForce) {
  for (const unsigned clusters : {1U, 2U, 5U}) {
    ClusterMap map = noisy_waves(70, 80, clusters, 60, clusters);
    map.clusters[1234] = map.clusters[3456] = no_cluster;
    const ConnectedAreas areas = find_connected_areas(map, 1);
    std::vector<double> radii(areas.areas.size());
    for (int y = 0, i = 0; y < map.height; ++y) {
      for (int x = 0; x < map.width; ++x, ++i) {
        const std::uint32_t area = areas.area_of[static_cast<std::size_t>(i)];
        if (area == ConnectedAreas::no_area) continue;
        radii[area] = std::max(radii[area], squared_radius(map, areas.area_of, x, y));
      }
    }
    const std::vector<LabelPlace> places = find_label_places(map, 1);
    ASSERT_EQ(places.size(), radii.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
      EXPECT_EQ(places[i].radius, std::sqrt(radii[i]));
      EXPECT_EQ(squared_radius(map, areas.area_of, places[i].x, places[i].y), radii[i]);
      EXPECT_EQ(places[i].size, areas.areas[i].size);
    }
  }
}

TEST(LabelPlaces, AreTheSameForAnyNumberOfThreads) {
  const ClusterMap map = noisy_waves(600, 300, 4, 200, 2);
  const std::vector<LabelPlace> places = find_label_places(map, 1);
  EXPECT_EQ(places, find_label_places(map, 3));
  EXPECT_GT(places.size(), 5U);
}

TEST(LabelPlaces, NothingInNothingOut) {
  EXPECT_TRUE(find_label_places({}, 1).empty());
  EXPECT_TRUE(find_label_places(draw_map({".."}), 1).empty());
  EXPECT_THROW(find_label_places({.clusters = {0}, .width = 2, .height = 1}, 1),
               std::invalid_argument);
}

}  // namespace
}  // namespace color_clusters
