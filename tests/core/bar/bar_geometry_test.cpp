// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bar/bar_geometry.h"

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

constexpr PixelArea photo{0, 0, 300, 200};

TEST(BarGeometry, InsideAlongTheLowerEdge) {
  EXPECT_EQ(color_bar_geometry(photo, 300, 200, {BarPosition::inside_bottom, 8.0}),
            (BarGeometry{{0, 184, 300, 16}, false, 300, 200}));
}

TEST(BarGeometry, InsideAlongTheUpperEdge) {
  EXPECT_EQ(color_bar_geometry(photo, 300, 200, {BarPosition::inside_top, 8.0}),
            (BarGeometry{{0, 0, 300, 16}, false, 300, 200}));
}

TEST(BarGeometry, BelowTheCanvasGrows) {
  EXPECT_EQ(color_bar_geometry(photo, 300, 200, {BarPosition::below, 8.0}),
            (BarGeometry{{0, 201, 300, 16}, false, 300, 217}));
}

TEST(BarGeometry, RightIsMeasuredByTheWidth) {
  EXPECT_EQ(color_bar_geometry(photo, 300, 200, {BarPosition::right, 8.0}),
            (BarGeometry{{301, 0, 24, 200}, true, 325, 200}));
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
              (BarGeometry{{0, 0, 1, 1}, false, 1, 1}));
  }
  EXPECT_EQ(color_bar_geometry({0, 0, 1, 1}, 1, 1, {BarPosition::below, 1.0}),
            (BarGeometry{{0, 2, 1, 1}, false, 1, 3}));
  EXPECT_EQ(color_bar_geometry({0, 0, 1, 1}, 1, 1, {BarPosition::right, 1.0}),
            (BarGeometry{{2, 0, 1, 1}, true, 3, 1}));
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
  EXPECT_EQ(place(BarPosition::below), (BarGeometry{{30, 301, 100, 5}, false, 400, 306}));
  EXPECT_EQ(place(BarPosition::right), (BarGeometry{{401, 40, 10, 50}, true, 411, 300}));
}

TEST(BarGeometry, LayerLargerThanTheCanvasCountsAsFarAsItIsSeen) {
  const PixelArea layer{-100, -100, 300, 400};
  const auto place = [&](BarPosition position) {
    return color_bar_geometry(layer, 100, 50, {position, 8.0});
  };
  EXPECT_EQ(place(BarPosition::inside_bottom).bar, (PixelArea{0, 46, 100, 4}));
  EXPECT_EQ(place(BarPosition::inside_top).bar, (PixelArea{0, 0, 100, 4}));
  EXPECT_EQ(place(BarPosition::below), (BarGeometry{{0, 51, 100, 4}, false, 100, 55}));
  EXPECT_EQ(place(BarPosition::right), (BarGeometry{{101, 0, 8, 50}, true, 109, 50}));
}

TEST(BarGeometry, LayerBesideTheCanvas) {
  const PixelArea layer{100, 100, 20, 50};
  const auto place = [&](BarPosition position) {
    return color_bar_geometry(layer, 10, 40, {position, 8.0});
  };
  EXPECT_EQ(place(BarPosition::inside_bottom).bar, (PixelArea{100, 146, 20, 4}));
  EXPECT_EQ(place(BarPosition::inside_top).bar, (PixelArea{100, 100, 20, 4}));
  EXPECT_EQ(place(BarPosition::below), (BarGeometry{{0, 41, 10, 3}, false, 10, 44}));
  EXPECT_EQ(place(BarPosition::right), (BarGeometry{{11, 0, 1, 40}, true, 12, 40}));
}

TEST(BarGeometry, LayerThatOnlyTouchesTheCanvasIsBesideIt) {
  EXPECT_EQ(color_bar_geometry({10, 0, 20, 40}, 10, 40, {BarPosition::below, 10.0}).bar,
            (PixelArea{0, 41, 10, 4}));
}

TEST(BarGeometry, WithoutABarTheCanvasStays) {
  for (const BarPosition position : {BarPosition::below, BarPosition::right}) {
    const BarGeometry geometry = color_bar_geometry(photo, 300, 200, {position, 0.0});
    EXPECT_EQ(geometry.canvas_width, 300);
    EXPECT_EQ(geometry.canvas_height, 200);
  }
}

}  // namespace
}  // namespace color_clusters
