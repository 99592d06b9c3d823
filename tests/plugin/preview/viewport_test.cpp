// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/preview/viewport.h"

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

/// A layer of 1000 × 500 pixels in a room of 400 × 300.
Viewport wide_layer() {
  Viewport viewport;
  viewport.set_layer(1000, 500);
  viewport.set_room(400, 300);
  return viewport;
}

void expect_place(const Viewport& viewport, const cairo_rectangle_t& expected) {
  const cairo_rectangle_t place = viewport.place();
  EXPECT_DOUBLE_EQ(place.x, expected.x);
  EXPECT_DOUBLE_EQ(place.y, expected.y);
  EXPECT_DOUBLE_EQ(place.width, expected.width);
  EXPECT_DOUBLE_EQ(place.height, expected.height);
}

void expect_point(const Viewport::Point& point, double x, double y, double error = 1e-9) {
  EXPECT_NEAR(point.x, x, error);
  EXPECT_NEAR(point.y, y, error);
}

Viewport::Detail detail_of(const Viewport& viewport, int screen_scale) {
  return viewport.detail(screen_scale).value_or(Viewport::Detail{});
}

TEST(Viewport, IsEmptyWithoutLayer) {
  EXPECT_FALSE(Viewport().has_layer());
  EXPECT_TRUE(wide_layer().has_layer());
}

TEST(Viewport, ShowsWholeLayerInTheMiddle) {
  const Viewport viewport = wide_layer();
  EXPECT_TRUE(viewport.fits());
  expect_place(viewport, {0, 50, 400, 200});
  EXPECT_DOUBLE_EQ(viewport.scale(), 0.4);
  expect_point(viewport.in_layer({200, 150}), 500, 250);
  expect_point(viewport.in_layer({0, 50}), 0, 0);
  EXPECT_FALSE(viewport.detail(1));
}

TEST(Viewport, EnlargesSmallLayer) {
  Viewport viewport;
  viewport.set_layer(4, 2);
  viewport.set_room(400, 300);
  expect_place(viewport, {0, 50, 400, 200});
}

TEST(Viewport, ShowsTheBarWithTheLayer) {
  Viewport viewport = wide_layer();
  // A bar below that is half as high as the layer: 1000 × 750 pixels together.
  viewport.set_bar(cairo_rectangle_t{0, 1, 1, 0.5});
  expect_place(viewport, {0, 0, 400, 200});
  // One to the left.
  viewport.set_bar(cairo_rectangle_t{-0.25, 0, 0.25, 1});
  expect_place(viewport, {80, 70, 320, 160});
  // One inside.
  viewport.set_bar(cairo_rectangle_t{0.1, 0.1, 0.1, 0.1});
  expect_place(viewport, {0, 50, 400, 200});
  viewport.set_bar({});
  expect_place(viewport, {0, 50, 400, 200});
}

TEST(Viewport, ShowsPixelsAroundOneOfThem) {
  Viewport viewport = wide_layer();
  viewport.show({600, 200}, 1.0);
  EXPECT_FALSE(viewport.fits());
  expect_place(viewport, {-400, -50, 1000, 500});
  expect_point(viewport.in_layer({200, 150}), 600, 200);
  const cairo_rectangle_t part = viewport.place_of({500, 100, 50, 20});
  EXPECT_DOUBLE_EQ(part.x, 100);
  EXPECT_DOUBLE_EQ(part.y, 50);
  EXPECT_DOUBLE_EQ(part.width, 50);
  EXPECT_DOUBLE_EQ(part.height, 20);
  viewport.fit();
  expect_place(viewport, {0, 50, 400, 200});
}

TEST(Viewport, DoesNotGoBeyondTheEdges) {
  Viewport viewport = wide_layer();
  viewport.show({0, 0}, 1.0);
  expect_place(viewport, {0, 0, 1000, 500});
  viewport.move_to({5000, 5000});
  expect_place(viewport, {-600, -200, 1000, 500});
  // In the middle where there is more room than layer.
  viewport.show({0, 0}, 0.5);
  expect_place(viewport, {0, 25, 500, 250});
}

TEST(Viewport, DoesNotMoveWhenAllIsSeen) {
  Viewport viewport = wide_layer();
  viewport.move_to({0, 0});
  EXPECT_TRUE(viewport.fits());
  expect_place(viewport, {0, 50, 400, 200});
}

TEST(Viewport, StaysWithinTheEdgesInAnotherRoom) {
  Viewport viewport = wide_layer();
  viewport.show({1000, 500}, 1.0);
  viewport.set_room(600, 400);
  expect_place(viewport, {-400, -100, 1000, 500});
}

TEST(Viewport, KeepsThePixelUnderThePointer) {
  Viewport viewport = wide_layer();
  // No free room, in the middle of which a small layer would stay.
  viewport.set_room(400, 200);
  const Viewport::Point pointer{173, 71};
  const Viewport::Point pixel = viewport.in_layer(pointer);
  for (int step = 0; step < 15; ++step) {
    viewport.zoom_at(pointer, 1.25);
    // Places are whole units of the screen.
    expect_point(viewport.in_layer(pointer), pixel.x, pixel.y, 0.51 / viewport.scale());
  }
  EXPECT_NEAR(viewport.scale(), 0.4 * 28.42, 0.01);
  for (int step = 0; step < 10; ++step) viewport.zoom_at(pointer, 0.8);
  expect_point(viewport.in_layer(pointer), pixel.x, pixel.y, 0.51 / viewport.scale());
  for (int step = 0; step < 20; ++step) viewport.zoom_at(pointer, 0.8);
  EXPECT_TRUE(viewport.fits());
}

TEST(Viewport, HasLargestPixels) {
  Viewport viewport = wide_layer();
  for (int step = 0; step < 100; ++step) viewport.zoom_at({200, 150}, 1.25);
  EXPECT_DOUBLE_EQ(viewport.scale(), 32.0);
  // They are larger where all is seen already.
  viewport.set_layer(4, 2);
  viewport.zoom_at({200, 150}, 1.25);
  EXPECT_DOUBLE_EQ(viewport.scale(), 100.0);
}

TEST(Viewport, ForgetsZoomWithAnotherLayer) {
  Viewport viewport = wide_layer();
  viewport.show({600, 200}, 1.0);
  viewport.set_layer(100, 100);
  EXPECT_TRUE(viewport.fits());
}

TEST(Viewport, AsksForWhatIsSeenAndSomethingAroundIt) {
  Viewport viewport = wide_layer();
  viewport.show({500, 250}, 1.0);
  const Viewport::Detail detail = detail_of(viewport, 1);
  // Three quarters of the room to each side, and a pixel.
  EXPECT_EQ(detail.area.x, 199);
  EXPECT_EQ(detail.area.width, 602);
  EXPECT_EQ(detail.area.y, 24);
  EXPECT_EQ(detail.area.height, 452);
  EXPECT_DOUBLE_EQ(detail.scale, 1.0);
}

TEST(Viewport, AsksForNoMoreThanTheLayerHas) {
  Viewport viewport = wide_layer();
  viewport.show({0, 0}, 0.5);
  Viewport::Detail detail = detail_of(viewport, 1);
  EXPECT_EQ(detail.area.x, 0);
  EXPECT_EQ(detail.area.width, 1000);
  EXPECT_EQ(detail.area.y, 0);
  EXPECT_EQ(detail.area.height, 500);
  EXPECT_DOUBLE_EQ(detail.scale, 0.5);
  // A screen with twice as many pixels shows all of them.
  detail = detail_of(viewport, 2);
  EXPECT_DOUBLE_EQ(detail.scale, 1.0);
  viewport.show({500, 250}, 16.0);
  detail = detail_of(viewport, 1);
  EXPECT_DOUBLE_EQ(detail.scale, 1.0);
}

TEST(Viewport, MovesTheSplit) {
  Viewport viewport = wide_layer();
  EXPECT_DOUBLE_EQ(viewport.split(), 200);
  viewport.move_split(101);
  EXPECT_DOUBLE_EQ(viewport.split(), 101);
  // It keeps its place in the width.
  viewport.set_room(800, 300);
  EXPECT_DOUBLE_EQ(viewport.split(), 202);
  viewport.move_split(-50);
  EXPECT_DOUBLE_EQ(viewport.split(), 0);
  viewport.move_split(900);
  EXPECT_DOUBLE_EQ(viewport.split(), 800);
}

}  // namespace
}  // namespace color_clusters
