// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <cairo.h>
#include <gegl.h>

namespace color_clusters {

/// Which part of a layer is seen where in a room on the screen: all of it together with what is
/// beside it, or a part of it larger. Geometry only. Lengths on the screen are in units that do not
/// depend on the screen's scale; (0, 0) is the upper left corner of the room, and of the layer.
class Viewport {
 public:
  struct Point {
    double x;
    double y;
  };
  /// A part of the layer, and how many samples of it are needed per pixel, at most 1.
  struct Detail {
    GeglRectangle area;
    double scale;
  };

  /// Shows all of a layer of that size, in pixels. Without one there is nothing to be seen.
  void set_layer(int width, int height);
  [[nodiscard]] bool has_layer() const { return layer_width_ > 0; }
  /// The middle of the layer.
  [[nodiscard]] Point middle() const { return {layer_width_ / 2.0, layer_height_ / 2.0}; }
  void set_room(int width, int height);
  /// The place of a color bar, which is to be seen with the layer, in units of that one's width and
  /// height; or none.
  void set_bar(const std::optional<cairo_rectangle_t>& bar);

  /// Whether all is seen.
  [[nodiscard]] bool fits() const { return !zoom_; }
  /// Units of the screen per pixel of the layer.
  [[nodiscard]] double scale() const;
  /// Where the layer lies in the room: can be larger than it.
  [[nodiscard]] cairo_rectangle_t place() const;
  /// Where a part of the layer lies.
  [[nodiscard]] cairo_rectangle_t place_of(const GeglRectangle& area) const;
  /// What is seen at a place of the room, in pixels of the layer: can be outside of it.
  [[nodiscard]] Point in_layer(const Point& place) const;
  /// The pixel of the layer in the middle of the room.
  [[nodiscard]] const Point& center() const { return center_; }

  void fit();
  /// Shows the pixels of the layer so large, around one of them; no further than to the edges of
  /// the layer where it is larger than the room.
  void show(const Point& center, double scale);
  /// Moves what is seen larger.
  void move_to(const Point& center);
  /// Makes larger, or smaller, what is seen; the pixel at that place of the room stays there. All
  /// is seen when it would be smaller than that.
  void zoom_at(const Point& place, double factor);

  /// The part that is seen larger and something around it to be dragged in, or none. `screen_scale`
  /// is the number of the screen's own pixels per unit.
  [[nodiscard]] std::optional<Detail> detail(int screen_scale) const;

  /// The line between two pictures: its place in the room's width.
  [[nodiscard]] double split() const;
  void move_split(double x);

 private:
  [[nodiscard]] cairo_rectangle_t fitting_place() const;
  [[nodiscard]] double fitting_scale() const;

  int layer_width_ = 0;
  int layer_height_ = 0;
  double room_width_ = 0.0;
  double room_height_ = 0.0;
  /// Layer and bar, in units of the layer.
  double left_ = 0.0;
  double top_ = 0.0;
  double right_ = 1.0;
  double bottom_ = 1.0;
  /// Units per pixel, unless all is seen.
  std::optional<double> zoom_;
  Point center_{};
  /// As a part of the room's width.
  double split_ = 0.5;
};

}  // namespace color_clusters
