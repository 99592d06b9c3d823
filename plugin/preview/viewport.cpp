// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/preview/viewport.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace color_clusters {
namespace {

/// The largest zoom: a pixel's size on the screen, unless it is larger already when all is seen.
constexpr double largest_pixel = 32.0;
/// A margin of this part of what is seen is sampled, too, so that there is something to be dragged
/// in.
constexpr double detail_margin = 0.25;

}  // namespace

void Viewport::set_layer(int width, int height) {
  layer_width_ = width;
  layer_height_ = height;
  zoom_.reset();
}

void Viewport::set_room(int width, int height) {
  room_width_ = width;
  room_height_ = height;
  if (zoom_) move_to(center_);
}

void Viewport::set_bar(const std::optional<cairo_rectangle_t>& bar) {
  left_ = top_ = 0.0;
  right_ = bottom_ = 1.0;
  if (!bar) return;
  left_ = std::min(left_, bar->x);
  top_ = std::min(top_, bar->y);
  right_ = std::max(right_, bar->x + bar->width);
  bottom_ = std::max(bottom_, bar->y + bar->height);
}

cairo_rectangle_t Viewport::fitting_place() const {
  const double scale = std::min(room_width_ / (layer_width_ * (right_ - left_)),
                                room_height_ / (layer_height_ * (bottom_ - top_)));
  const double width = std::max(1.0, std::round(layer_width_ * scale));
  const double height = std::max(1.0, std::round(layer_height_ * scale));
  return {std::floor((room_width_ - width * (right_ + left_)) / 2),
          std::floor((room_height_ - height * (bottom_ + top_)) / 2), width, height};
}

double Viewport::fitting_scale() const { return fitting_place().width / layer_width_; }

double Viewport::scale() const { return zoom_ ? *zoom_ : fitting_scale(); }

cairo_rectangle_t Viewport::place() const {
  if (!zoom_) return fitting_place();
  return {std::round(room_width_ / 2 - center_.x * *zoom_),
          std::round(room_height_ / 2 - center_.y * *zoom_), layer_width_ * *zoom_,
          layer_height_ * *zoom_};
}

cairo_rectangle_t Viewport::place_of(const GeglRectangle& area) const {
  const cairo_rectangle_t all = place();
  const double across = all.width / layer_width_;
  const double down = all.height / layer_height_;
  return {all.x + area.x * across, all.y + area.y * down, area.width * across, area.height * down};
}

Viewport::Point Viewport::in_layer(const Point& point) const {
  const cairo_rectangle_t all = place();
  return {(point.x - all.x) * layer_width_ / all.width,
          (point.y - all.y) * layer_height_ / all.height};
}

void Viewport::fit() { zoom_.reset(); }

void Viewport::show(const Point& center, double scale) {
  zoom_ = scale;
  move_to(center);
}

void Viewport::move_to(const Point& center) {
  if (!zoom_) return;
  const auto within = [](double middle, double room, double length) {
    return room >= length ? length / 2 : std::clamp(middle, room / 2, length - room / 2);
  };
  center_ = {within(center.x, room_width_ / *zoom_, layer_width_),
             within(center.y, room_height_ / *zoom_, layer_height_)};
}

void Viewport::zoom_at(const Point& place, double factor) {
  const double before = scale();
  const double least = fitting_scale();
  const double after = std::min(before * factor, std::max({largest_pixel, before, least}));
  if (after <= least) {
    fit();
    return;
  }
  const double across = place.x - room_width_ / 2;
  const double down = place.y - room_height_ / 2;
  // Not the place where it is drawn: that is rounded, and errors would accumulate.
  const Point fixed =
      zoom_ ? Point{center_.x + across / before, center_.y + down / before} : in_layer(place);
  show({fixed.x - across / after, fixed.y - down / after}, after);
}

std::optional<Viewport::Detail> Viewport::detail(int screen_scale) const {
  if (!zoom_) return {};
  const auto part = [this](double center, double room, int length) {
    const double reach = (0.5 + detail_margin) * room / *zoom_ + 1.0;
    const int begin = std::clamp(static_cast<int>(std::floor(center - reach)), 0, length - 1);
    const int end = std::clamp(static_cast<int>(std::ceil(center + reach)), begin + 1, length);
    return std::pair(begin, end - begin);
  };
  const auto [x, width] = part(center_.x, room_width_, layer_width_);
  const auto [y, height] = part(center_.y, room_height_, layer_height_);
  return Detail{{x, y, width, height}, std::min(1.0, *zoom_ * screen_scale)};
}

double Viewport::split() const { return std::round(split_ * room_width_); }

void Viewport::move_split(double x) { split_ = std::clamp(x / room_width_, 0.0, 1.0); }

}  // namespace color_clusters
