// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/clean_areas.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/areas/connected_areas.h"
#include "drawn_map.h"

namespace color_clusters {
namespace {

using Drawing = std::vector<std::string>;

/// Grays: cluster a is black, the others are the lighter the further in the alphabet.
const std::vector<Color> grays{{0, 0, 0}, {10, 0, 0}, {20, 0, 0}, {30, 0, 0}, {100, 0, 0}};

Drawing cleaned(const Drawing& rows, std::uint32_t smallest_area) {
  return drawing_of(clean_areas(draw_map(rows), grays, {.smallest_area = smallest_area}));
}

TEST(CleanAreas, ASpeckGoesToTheAreaAroundHoweverFarItsColor) {
  EXPECT_EQ(cleaned({"eeeee",  //
                     "eeaee",  //
                     "eeeee"},
                    2),
            Drawing(3, "eeeee"));
}

TEST(CleanAreas, ASpeckOnAnEdgeGoesToTheNearerColor) {
  // b is nearer to a, d nearer to e, though both have more border with the other.
  EXPECT_EQ(cleaned({"aaaaeeee",  //
                     "aaaabeee",  //
                     "aaaaeeee"},
                    2)[1],
            "aaaaaeee");
  const std::vector<Color> colors{{0, 0, 0}, {30, 0, 0}, {70, 0, 0}, {100, 0, 0}};
  const ClusterMap map = draw_map({"aaaadddd",  //
                                   "aaacdddd",  //
                                   "aaaadddd"});
  EXPECT_EQ(drawing_of(clean_areas(map, colors, {.smallest_area = 2}))[1], "aaaddddd");
}

TEST(CleanAreas, SpecksThatTouchDoNotTakeTheColorOfEachOther) {
  // d is nearer to e than a is, but a has three sides of each.
  EXPECT_EQ(cleaned({"aaaaaa",  //
                     "aaedaa",  //
                     "aaaaaa"},
                    2),
            Drawing(3, "aaaaaa"));
}

TEST(CleanAreas, OfEquallyNearColorsTheOneWithMoreBorderWins) {
  EXPECT_EQ(cleaned({"aaacccc",  //
                     "aaabccc",  //
                     "aaacccc"},
                    2)[1],
            "aaacccc");
  EXPECT_EQ(cleaned({"aaaacc",  //
                     "aaabcc",  //
                     "aaaacc"},
                    2)[1],
            "aaaacc");
}

TEST(CleanAreas, OfEqualClustersTheFirstWins) {
  EXPECT_EQ(cleaned({"ccbaa"}, 2)[0], "ccaaa");
  EXPECT_EQ(cleaned({"aabcc"}, 2)[0], "aaacc");
}

TEST(CleanAreas, AreasOfTheSmallestSizeStay) {
  const Drawing rows{"aaaaaa",  //
                     "abbbaa",  //
                     "aaaaaa"};
  EXPECT_EQ(cleaned(rows, 3), rows);
  EXPECT_EQ(cleaned(rows, 4), Drawing(3, "aaaaaa"));
}

TEST(CleanAreas, ThinLinesStayStraightOrSlanting) {
  ClusterMap map = plain_map(200, 200);
  for (std::size_t i = 0; i < 200; ++i) {
    map.clusters[i * 200 + i] = 4;
    map.clusters[100 * 200 + i] = 4;
    map.clusters[i * 200 + 30] = 4;
  }
  EXPECT_EQ(clean_areas(map, grays, {.smallest_area = 50}).clusters, map.clusters);
  ClusterMap diagonal = plain_map(200, 200);
  for (std::size_t i = 0; i < 200; ++i) diagonal.clusters[i * 200 + i] = 1;
  EXPECT_EQ(clean_areas(diagonal, grays, {.smallest_area = 200}).clusters, diagonal.clusters);
  EXPECT_EQ(clean_areas(diagonal, grays, {.smallest_area = 201}).clusters,
            plain_map(200, 200).clusters);
}

TEST(CleanAreas, SlantingLinesThatCrossHaveNoHole) {
  ClusterMap cross = plain_map(101, 101);
  for (std::size_t i = 0; i < 101; ++i) {
    cross.clusters[i * 101 + i] = 4;
    cross.clusters[i * 101 + 100 - i] = 4;
  }
  EXPECT_EQ(clean_areas(cross, grays, {.smallest_area = 50}).clusters, cross.clusters);
}

TEST(CleanAreas, CornersOfWhatIsNotThinDoNotCount) {
  // Two squares of 9 pixels.
  const Drawing rows{"aaaaaaaa", "abbbaaaa", "abbbaaaa", "abbbaaaa",
                     "aaaabbba", "aaaabbba", "aaaabbba", "aaaaaaaa"};
  EXPECT_EQ(cleaned(rows, 9), rows);
  EXPECT_EQ(cleaned(rows, 10), Drawing(8, "aaaaaaaa"));
}

TEST(CleanAreas, AnAreaThatGrewIsLargeEnough) {
  // The single c goes to b, whose color is nearest, and makes it large enough.
  EXPECT_EQ(cleaned({"eeeeeee",  //
                     "ebbbcee",  //
                     "eeeeeee"},
                    4)[1],
            "ebbbbee");
}

TEST(CleanAreas, SmallestFirst) {
  // c goes to b or d, as near as each other and with as much border, before b goes anywhere: to b,
  // the first, which is then large enough. Had b gone first, it would have been to a.
  EXPECT_EQ(cleaned({"aaaaabbcdddd"}, 3)[0], "aaaaabbbdddd");
  // b goes to a, the first of a and c, which is then too far from c to get it, too.
  EXPECT_EQ(cleaned({"aaaaabccdddd"}, 3)[0], "aaaaaadddddd");
}

TEST(CleanAreas, WhatHasNoNeighborStays) {
  EXPECT_EQ(cleaned({"a"}, 100)[0], "a");
  const Drawing island{"aaaa..", "aaaa.b", "aaaa.."};
  EXPECT_EQ(cleaned(island, 10), island);
  // A corner is not a side.
  const Drawing corner{"a.", ".b"};
  EXPECT_EQ(cleaned(corner, 10), corner);
}

TEST(CleanAreas, OneAreaIsLeftWhenAllAreTooSmall) {
  EXPECT_EQ(cleaned({"aab", "ccc"}, 100), Drawing(2, "ccc"));
}

TEST(CleanAreas, NoPixelIsNeverChanged) {
  EXPECT_EQ(cleaned({"a..a", "aeba", "a..a"}, 3), (Drawing{"a..a", "aaaa", "a..a"}));
}

TEST(CleanAreas, ZeroAndOneChangeNothing) {
  const ClusterMap map = random_map(60, 60, 5, 1);
  for (const std::uint32_t smallest : {0U, 1U}) {
    EXPECT_EQ(clean_areas(map, grays, {.smallest_area = smallest}).clusters, map.clusters);
  }
}

TEST(CleanAreas, IsTheSameForAnyNumberOfThreads) {
  const ClusterMap map = noisy_waves(150, 500, 5, 3, 7);
  for (const std::uint32_t smallest : {2U, 10U, 50U, 1000U}) {
    const ClusterMap one = clean_areas(map, grays, {.smallest_area = smallest, .threads = 1});
    const ClusterMap three = clean_areas(map, grays, {.smallest_area = smallest, .threads = 3});
    EXPECT_EQ(one.clusters, three.clusters);
    EXPECT_NE(one.clusters, map.clusters);
  }
}

TEST(CleanAreas, RemovesNoiseAndNothingElse) {
  const ClusterMap clean = noisy_waves(300, 300, 4, 1U << 31U, 1);
  const ClusterMap map = noisy_waves(300, 300, 4, 20, 1);
  const ClusterMap result = clean_areas(map, grays, {.smallest_area = 20, .threads = 2});
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < clean.clusters.size(); ++i) {
    wrong += result.clusters[i] != clean.clusters[i] ? 1 : 0;
  }
  // 3.7 % of the pixels were changed by the noise; what is on an edge cannot be told.
  EXPECT_LT(wrong, clean.clusters.size() / 200);
}

TEST(CleanAreas, KeepsTheAreasOfGivenPixels) {
  const ClusterMap map = draw_map({"aaaaaa",  //
                                   "abaaba",  //
                                   "abaaba",  //
                                   "aaaaaa"});
  const std::vector<std::uint32_t> kept{0, static_cast<std::uint32_t>(map.index(1, 2))};
  EXPECT_EQ(drawing_of(clean_areas(map, grays, {.smallest_area = 1000, .kept = kept})),
            (Drawing{"aaaaaa", "abaaaa", "abaaaa", "aaaaaa"}));
  // What merges with a kept area stays, too, and all that is not kept goes.
  const ClusterMap stripes = draw_map({"abdba", "abdba", "abdba"});
  const std::vector<std::uint32_t> last{4};
  EXPECT_EQ(drawing_of(clean_areas(stripes, grays, {.smallest_area = 1000, .kept = last})),
            Drawing(3, "aaaaa"));
}

TEST(CleanAreas, KeepsAreasAcrossStrips) {
  ClusterMap map = plain_map(9, 300);
  for (int y = 20; y < 280; ++y) map.clusters[map.index(4, y)] = 1;
  const std::vector<std::uint32_t> kept{static_cast<std::uint32_t>(map.index(4, 200))};
  for (const int threads : {1, 3}) {
    const CleaningOptions options{.smallest_area = 100000, .kept = kept, .threads = threads};
    // The surroundings are not kept, but the line is: the smaller one stays.
    EXPECT_EQ(clean_areas(map, grays, options).clusters, ClusterMap::Clusters(2700, 1));
  }
}

TEST(CleanAreas, CanTakeAreasAsOnlyConnectedAtSides) {
  const ClusterMap map = draw_map({"baaa", "abaa", "aaba", "aaab"});
  EXPECT_EQ(clean_areas(map, grays, {.smallest_area = 4}).clusters, map.clusters);
  EXPECT_EQ(drawing_of(clean_areas(map, grays, {.smallest_area = 4, .joins_corners = false})),
            Drawing(4, "aaaa"));
}

TEST(CleanAreas, RejectsClustersWithoutAColor) {
  EXPECT_THROW(clean_areas(draw_map({"af"}), grays, {.smallest_area = 2}), std::invalid_argument);
  const std::vector<Color> colors{{std::numeric_limits<float>::infinity(), 0, 0}};
  EXPECT_THROW(clean_areas(draw_map({"a"}), colors, {}), std::invalid_argument);
  const std::vector<std::uint32_t> beyond{1};
  EXPECT_THROW(clean_areas(draw_map({"a"}), grays, {.smallest_area = 2, .kept = beyond}),
               std::invalid_argument);
  EXPECT_THROW(clean_areas({.clusters = {0}, .width = 2, .height = 2}, grays, {}),
               std::invalid_argument);
}

TEST(CleanAreas, NothingInNothingOut) {
  EXPECT_TRUE(clean_areas({}, {}, {.smallest_area = 5}).clusters.empty());
  EXPECT_EQ(cleaned({"..", ".."}, 5), Drawing(2, ".."));
}

}  // namespace
}  // namespace color_clusters
