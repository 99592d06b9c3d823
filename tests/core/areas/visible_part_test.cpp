// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/visible_part.h"

#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/areas/label_places.h"
#include "drawn_map.h"

namespace color_clusters {
namespace {

TEST(VisiblePart, OutsideAndCoveredIsNoPixel) {
  ClusterMap map = plain_map(6, 4);
  keep_visible({.seen = {1, 0, 4, 3}, .covered = {{2, 2, 10, 10}, {-5, -5, 7, 6}}}, map);
  EXPECT_EQ(drawing_of(map), (std::vector<std::string>{"..aaa.",  //
                                                       ".aaaa.",  //
                                                       ".a....",  //
                                                       "......"}));
}

TEST(VisiblePart, LargerThanTheMapLeavesAll) {
  ClusterMap map = plain_map(3, 2);
  keep_visible({.seen = {-10, -10, 50, 50}, .covered = {{3, 0, 5, 5}, {0, -3, 3, 3}}}, map);
  EXPECT_EQ(map.clusters, plain_map(3, 2).clusters);
}

TEST(VisiblePart, BesideTheMapLeavesNothing) {
  ClusterMap map = plain_map(3, 2);
  keep_visible({.seen = {7, 0, 5, 5}, .covered = {}}, map);
  EXPECT_EQ(map.clusters, std::vector<std::uint16_t>(6, no_cluster));
}

TEST(VisiblePart, LabelsAreInTheMiddleOfWhatIsSeen) {
  ClusterMap map = plain_map(21, 21);
  keep_visible({.seen = {0, 0, 21, 21}, .covered = {{0, 9, 21, 12}}}, map);
  const std::vector<LabelPlace> places = find_label_places(map, 0.0, 1);
  ASSERT_EQ(places.size(), 1U);
  EXPECT_EQ(places[0].y, 4);
  EXPECT_EQ(places[0].radius, 5.0);
}

TEST(VisiblePart, AnAreaThatIsCutInTwoHasTwoLabels) {
  ClusterMap map = plain_map(21, 21);
  keep_visible({.seen = {0, 0, 21, 21}, .covered = {{0, 9, 21, 3}}}, map);
  EXPECT_EQ(find_label_places(map, 0.0, 1).size(), 2U);
}

TEST(VisiblePart, InSamplesItIsMovedAndScaled) {
  const VisiblePart part{.seen = {10, 20, 100, 50}, .covered = {{10, 60, 100, 10}}};
  EXPECT_EQ(in_samples(part, 10, 20, 1.0), (VisiblePart{{0, 0, 100, 50}, {{0, 40, 100, 10}}}));
  EXPECT_EQ(in_samples(part, 0, 0, 0.5), (VisiblePart{{5, 10, 50, 25}, {{5, 30, 50, 5}}}));
}

TEST(VisiblePart, SamplesThatAreSeenInPartAreNotSeen) {
  const VisiblePart part{.seen = {1, 1, 10, 10}, .covered = {{5, 5, 2, 1}}};
  EXPECT_EQ(in_samples(part, 0, 0, 0.25), (VisiblePart{{1, 1, 1, 1}, {{1, 1, 1, 1}}}));
}

}  // namespace
}  // namespace color_clusters
