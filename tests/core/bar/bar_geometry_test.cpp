// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bar/bar_geometry.h"

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

constexpr PixelArea photo{0, 0, 300, 200};

TEST(BarGeometry, InsideAlongTheLowerEdge) {
  EXPECT_EQ(color_bar_geometry(photo, 300, 200, {BarPosition::inside_bottom, 8.0}),
            (BarGeometry{{0, 184, 300, 16}, false, 300, 200, {}}));
}

TEST(BarGeometry, InsideAlongTheUpperEdge) {
  EXPECT_EQ(color_bar_geometry(photo, 300, 200, {BarPosition::inside_top, 8.0}),
            (BarGeometry{{0, 0, 300, 16}, false, 300, 200, {}}));
}

TEST(BarGeometry, BelowTheCanvasGrows) {
  EXPECT_EQ(color_bar_geometry(photo, 300, 200, {BarPosition::below, 8.0}),
            (BarGeometry{{0, 201, 300, 16}, false, 300, 217, {}}));
}

TEST(BarGeometry, RightIsMeasuredByTheWidth) {
  EXPECT_EQ(color_bar_geometry(photo, 300, 200, {BarPosition::right, 8.0}),
            (BarGeometry{{301, 0, 24, 200}, true, 325, 200, {}}));
}

TEST(BarGeometry, SizesFromOneToFiftyPercent) {
  EXPECT_EQ(color_bar_geometry(photo, 300, 200, {BarPosition::inside_bottom, 1.0}).bar,
            (PixelArea{0, 198, 300, 2}));
  EXPECT_EQ(color_bar_geometry(photo, 300, 200, {BarPosition::inside_bottom, 50.0}).bar,
            (PixelArea{0, 100, 300, 100}));
  EXPECT_EQ(color_bar_geometry(photo, 300, 200, {BarPosition::right, 50.0}).canvas_width, 451);
}

TEST(BarGeometry, IsAtLeastAPixelThick) {
  for (const BarPosition position : {BarPosition::inside_bottom, BarPosition::inside_top}) {
    EXPECT_EQ(color_bar_geometry({0, 0, 1, 1}, 1, 1, {position, 1.0}),
              (BarGeometry{{0, 0, 1, 1}, false, 1, 1, {}}));
  }
  EXPECT_EQ(color_bar_geometry({0, 0, 1, 1}, 1, 1, {BarPosition::below, 1.0}),
            (BarGeometry{{0, 2, 1, 1}, false, 1, 3, {}}));
  EXPECT_EQ(color_bar_geometry({0, 0, 1, 1}, 1, 1, {BarPosition::right, 1.0}),
            (BarGeometry{{2, 0, 1, 1}, true, 3, 1, {}}));
}

TEST(BarGeometry, TheGapGrowsWithThePictureButNotAgainstTheBar) {
  const auto gap = [](int width, int height, double percent) {
    const BarShape shape{BarPosition::below, percent};
    return color_bar_geometry({0, 0, width, height}, width, height, shape).bar.y - height;
  };
  EXPECT_EQ(gap(800, 600, 8.0), 1);
  EXPECT_EQ(gap(900, 600, 8.0), 2);
  EXPECT_EQ(gap(6000, 4000, 8.0), 10);
  EXPECT_EQ(gap(4000, 6000, 8.0), 10);
  EXPECT_EQ(gap(6000, 400, 2.0), 2);
  EXPECT_EQ(gap(30000, 2, 8.0), 1);
}

TEST(BarGeometry, LayerWithinTheCanvas) {
  const PixelArea layer{30, 40, 100, 50};
  const auto place = [&](BarPosition position) {
    return color_bar_geometry(layer, 400, 300, {position, 10.0});
  };
  EXPECT_EQ(place(BarPosition::inside_bottom).bar, (PixelArea{30, 85, 100, 5}));
  EXPECT_EQ(place(BarPosition::inside_top).bar, (PixelArea{30, 40, 100, 5}));
  // At the edge of the canvas: under the layer there can be other things to see.
  EXPECT_EQ(place(BarPosition::below), (BarGeometry{{30, 301, 100, 5}, false, 400, 306, {}}));
  EXPECT_EQ(place(BarPosition::right), (BarGeometry{{401, 40, 10, 50}, true, 411, 300, {}}));
}

TEST(BarGeometry, LayerLargerThanTheCanvasCountsAsFarAsItIsSeen) {
  const PixelArea layer{-100, -100, 300, 400};
  const auto place = [&](BarPosition position) {
    return color_bar_geometry(layer, 100, 50, {position, 8.0});
  };
  EXPECT_EQ(place(BarPosition::inside_bottom).bar, (PixelArea{0, 46, 100, 4}));
  EXPECT_EQ(place(BarPosition::inside_top).bar, (PixelArea{0, 0, 100, 4}));
  EXPECT_EQ(place(BarPosition::below), (BarGeometry{{0, 51, 100, 4}, false, 100, 55, {}}));
  EXPECT_EQ(place(BarPosition::right), (BarGeometry{{101, 0, 8, 50}, true, 109, 50, {}}));
}

TEST(BarGeometry, LayerBesideTheCanvas) {
  const PixelArea layer{100, 100, 20, 50};
  const auto place = [&](BarPosition position) {
    return color_bar_geometry(layer, 10, 40, {position, 8.0});
  };
  EXPECT_EQ(place(BarPosition::inside_bottom).bar, (PixelArea{100, 146, 20, 4}));
  EXPECT_EQ(place(BarPosition::inside_top).bar, (PixelArea{100, 100, 20, 4}));
  EXPECT_EQ(place(BarPosition::below), (BarGeometry{{0, 41, 10, 3}, false, 10, 44, {}}));
  EXPECT_EQ(place(BarPosition::right), (BarGeometry{{11, 0, 1, 40}, true, 12, 40, {}}));
}

TEST(BarGeometry, LayerThatOnlyTouchesTheCanvasIsBesideIt) {
  EXPECT_EQ(color_bar_geometry({10, 0, 20, 40}, 10, 40, {BarPosition::below, 10.0}).bar,
            (PixelArea{0, 41, 10, 4}));
}

TEST(ColorKey, LiesUnderTheBarAndTheBarMovesUp) {
  EXPECT_EQ(color_bar_geometry(photo, 300, 200, {BarPosition::inside_bottom, 8.0, 3, 20}),
            (BarGeometry{{0, 164, 300, 16},
                         false,
                         300,
                         200,
                         {{0, 180, 100, 20}, {100, 180, 100, 20}, {200, 180, 100, 20}}}));
  EXPECT_EQ(color_bar_geometry(photo, 300, 200, {BarPosition::inside_top, 8.0, 1, 20}).key,
            (std::vector<PixelArea>{{0, 16, 300, 20}}));
}

TEST(ColorKey, OutsideTheCanvasGrowsByBoth) {
  EXPECT_EQ(
      color_bar_geometry(photo, 300, 200, {BarPosition::below, 8.0, 2, 20}),
      (BarGeometry{{0, 201, 300, 16}, false, 300, 238, {{0, 218, 150, 20}, {150, 218, 150, 20}}}));
  EXPECT_EQ(
      color_bar_geometry(photo, 300, 200, {BarPosition::right, 8.0, 2, 20}),
      (BarGeometry{{301, 0, 24, 200}, true, 346, 200, {{326, 0, 20, 100}, {326, 100, 20, 100}}}));
}

TEST(ColorKey, NoBarOnlyTheKey) {
  EXPECT_EQ(color_bar_geometry(photo, 300, 200, {BarPosition::below, 0.0, 1, 20}),
            (BarGeometry{{0, 201, 300, 0}, false, 300, 221, {{0, 201, 300, 20}}}));
}

TEST(BarGeometry, WithoutBarAndKeyTheCanvasStays) {
  for (const BarPosition position : {BarPosition::below, BarPosition::right}) {
    const BarGeometry geometry = color_bar_geometry(photo, 300, 200, {position, 0.0});
    EXPECT_EQ(geometry.canvas_width, 300);
    EXPECT_EQ(geometry.canvas_height, 200);
  }
}

TEST(ColorKey, TakesAsManyLinesAsItNeeds) {
  // 30 wide: three cells of 10 in a line; seven cells need three lines, the last not full.
  const std::vector<PixelArea> key =
      color_bar_geometry({0, 0, 32, 200}, 32, 200, {BarPosition::below, 0.0, 7, 10}).key;
  ASSERT_EQ(key.size(), 7U);
  EXPECT_EQ(key[0], (PixelArea{0, 201, 10, 10}));
  EXPECT_EQ(key[1], (PixelArea{10, 201, 11, 10}));
  EXPECT_EQ(key[2], (PixelArea{21, 201, 11, 10}));
  EXPECT_EQ(key[3], (PixelArea{0, 211, 10, 10}));
  EXPECT_EQ(key[6], (PixelArea{0, 221, 10, 10}));
}

TEST(ColorKey, LinesAreEven) {
  // Four cells do not fit into one line of three: two and two, not three and one.
  const std::vector<PixelArea> key =
      color_bar_geometry({0, 0, 30, 30}, 30, 30, {BarPosition::below, 0.0, 4, 10}).key;
  EXPECT_EQ(key, (std::vector<PixelArea>{
                     {0, 31, 15, 10}, {15, 31, 15, 10}, {0, 41, 15, 10}, {15, 41, 15, 10}}));
}

TEST(ColorKey, NarrowerThanACell) {
  const std::vector<PixelArea> key =
      color_bar_geometry({0, 0, 5, 30}, 5, 30, {BarPosition::below, 0.0, 2, 10}).key;
  EXPECT_EQ(key, (std::vector<PixelArea>{{0, 31, 5, 10}, {0, 41, 5, 10}}));
}

TEST(UncoveredPart, InsideWithoutBarAndKey) {
  const BarGeometry geometry =
      color_bar_geometry(photo, 300, 200, {BarPosition::inside_bottom, 8.0, 2, 20});
  EXPECT_EQ(uncovered_part(photo, 300, 200, geometry),
            (VisiblePart{photo, {{0, 164, 300, 16}, {0, 180, 150, 20}, {150, 180, 150, 20}}}));
}

TEST(UncoveredPart, OfALayerThatIsPartlyOutsideTheCanvasInItsOwnPixels) {
  const PixelArea layer{-100, -50, 300, 400};
  const BarGeometry geometry = color_bar_geometry(layer, 100, 80, {BarPosition::inside_top, 10.0});
  EXPECT_EQ(uncovered_part(layer, 100, 80, geometry),
            (VisiblePart{{100, 50, 100, 80}, {{100, 50, 100, 8}}}));
}

TEST(UncoveredPart, WhatTheGrowingCanvasShowsDoesNotCount) {
  const PixelArea layer{0, 0, 100, 400};
  const BarGeometry geometry = color_bar_geometry(layer, 100, 80, {BarPosition::below, 10.0});
  EXPECT_EQ(uncovered_part(layer, 100, 80, geometry).seen, (PixelArea{0, 0, 100, 80}));
}

TEST(UncoveredPart, OfALayerBesideTheCanvasAll) {
  const PixelArea layer{200, 0, 100, 40};
  const BarGeometry geometry = color_bar_geometry(layer, 100, 80, {BarPosition::inside_top, 10.0});
  EXPECT_EQ(uncovered_part(layer, 100, 80, geometry),
            (VisiblePart{{0, 0, 100, 40}, {{0, 0, 100, 4}}}));
}

}  // namespace
}  // namespace color_clusters
