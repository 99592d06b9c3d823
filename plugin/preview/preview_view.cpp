// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/preview/preview_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace color_clusters {
namespace {

constexpr guint hold_milliseconds = 250;
/// A mouse that moves less than this is still clicking.
constexpr double click_distance = 4.0;
constexpr double split_grip = 6.0;
constexpr double zoom_step = 1.25;
constexpr double largest_pixel = 32.0;
/// So much of what is seen is sampled beyond it, so that there is something to be dragged in.
constexpr double detail_margin = 0.25;

}  // namespace

PreviewView::PreviewView(ErrorReport& errors) : area_(gtk_drawing_area_new()), errors_(errors) {
  gtk_widget_set_size_request(area_, least_width, least_height);
  gtk_widget_set_hexpand(area_, TRUE);
  gtk_widget_set_vexpand(area_, TRUE);
  gtk_widget_add_events(area_, GDK_BUTTON_PRESS_MASK | GDK_BUTTON_RELEASE_MASK |
                                   GDK_POINTER_MOTION_MASK | GDK_LEAVE_NOTIFY_MASK |
                                   GDK_SCROLL_MASK | GDK_SMOOTH_SCROLL_MASK);
  connect<&PreviewView::draw>(area_, "draw", this);
  connect<&PreviewView::press>(area_, "button-press-event", this);
  connect<&PreviewView::release>(area_, "button-release-event", this);
  connect<&PreviewView::move>(area_, "motion-notify-event", this);
  connect<&PreviewView::leave>(area_, "leave-notify-event", this);
  connect<&PreviewView::scroll>(area_, "scroll-event", this);
  connect<&PreviewView::resize>(area_, "size-allocate", this);
}

// ------------------------------------------------------------------------------------------------
// What is shown

void PreviewView::show_layer(int layer_width, int layer_height, Owned<GdkPixbuf> thumbnail) {
  layer_width_ = layer_width;
  layer_height_ = layer_height;
  thumbnail_ = std::move(thumbnail);
  result_.reset();
  overview_.clear();
  detail_.clear();
  zoom_.reset();
  gtk_widget_queue_draw(area_);
}

void PreviewView::show(std::shared_ptr<const LiveResult> result) {
  result_ = std::move(result);
  const Highlight highlight = wanted_highlight();
  overview_.show(result_->overview, result_->clusters, highlight);
  if (result_->detail) {
    detail_.show(*result_->detail, result_->clusters, highlight);
  } else {
    detail_.clear();
  }
  gtk_widget_queue_draw(area_);
}

void PreviewView::set_picture(Picture picture) {
  if (picture_ == picture) return;
  picture_ = picture;
  gtk_widget_queue_draw(area_);
}

void PreviewView::set_bar(std::optional<PreviewBar> bar) {
  bar_ = std::move(bar);
  gtk_widget_queue_draw(area_);
}

void PreviewView::set_film_trap(std::optional<int> trap) {
  film_trap_ = trap;
  update_highlight();
}

void PreviewView::highlight(std::optional<std::size_t> cluster) {
  highlighted_ = cluster;
  update_highlight();
}

void PreviewView::update_highlight() {
  overview_.highlight(wanted_highlight());
  detail_.highlight(wanted_highlight());
  gtk_widget_queue_draw(area_);
}

void PreviewView::set_picking(bool picks) {
  picks_ = picks;
  show_cursor(-split_grip);
}

// ------------------------------------------------------------------------------------------------
// Where it is shown

double PreviewView::fitting_scale() const {
  const cairo_rectangle_t all = place();
  return layer_width_ > 0 ? all.width / layer_width_ : 1.0;
}

double PreviewView::scale() const { return zoom_ ? *zoom_ : fitting_scale(); }

cairo_rectangle_t PreviewView::place() const {
  const double room_width = gtk_widget_get_allocated_width(area_);
  const double room_height = gtk_widget_get_allocated_height(area_);
  if (zoom_) {
    return {std::round(room_width / 2 - center_.x * *zoom_),
            std::round(room_height / 2 - center_.y * *zoom_), layer_width_ * *zoom_,
            layer_height_ * *zoom_};
  }
  // Picture and bar together, in units of the picture.
  double left = 0.0;
  double top = 0.0;
  double right = 1.0;
  double bottom = 1.0;
  const auto include = [&](const cairo_rectangle_t& part) {
    left = std::min(left, part.x);
    top = std::min(top, part.y);
    right = std::max(right, part.x + part.width);
    bottom = std::max(bottom, part.y + part.height);
  };
  if (bar_) {
    include(bar_->bar);
    std::ranges::for_each(bar_->key, include);
  }
  const double scale = std::min(room_width / (layer_width_ * (right - left)),
                                room_height / (layer_height_ * (bottom - top)));
  const double shown_width = std::max(1.0, std::round(layer_width_ * scale));
  const double shown_height = std::max(1.0, std::round(layer_height_ * scale));
  return {std::floor((room_width - shown_width * (right + left)) / 2),
          std::floor((room_height - shown_height * (bottom + top)) / 2), shown_width, shown_height};
}

PreviewView::Point PreviewView::in_layer(double x, double y) const {
  const cairo_rectangle_t all = place();
  return {(x - all.x) * layer_width_ / all.width, (y - all.y) * layer_height_ / all.height};
}

const PreviewPicture* PreviewView::picture_at(const Point& point) const {
  if (zoom_ && detail_.covers(point.x, point.y)) return &detail_;
  return overview_.covers(point.x, point.y) ? &overview_ : nullptr;
}

void PreviewView::fit() {
  if (!zoom_) return;
  zoom_.reset();
  if (on_view) on_view();
  gtk_widget_queue_draw(area_);
}

void PreviewView::show_pixels(double x, double y) {
  zoom_ = 1.0 / gtk_widget_get_scale_factor(area_);
  move_to(x * layer_width_, y * layer_height_);
}

void PreviewView::move_to(double center_x, double center_y) {
  // No further than to the layer's edges, where it is larger than the room.
  const auto within = [](double center, double room, double length) {
    return room >= length ? length / 2 : std::clamp(center, room / 2, length - room / 2);
  };
  center_ = {within(center_x, gtk_widget_get_allocated_width(area_) / scale(), layer_width_),
             within(center_y, gtk_widget_get_allocated_height(area_) / scale(), layer_height_)};
  if (on_view) on_view();
  gtk_widget_queue_draw(area_);
}

void PreviewView::zoom_at(double x, double y, double scale) {
  const Point fixed = in_layer(x, y);
  if (scale <= fitting_scale() && !zoom_) return;
  const std::optional<double> before = std::exchange(zoom_, std::nullopt);
  const double least = fitting_scale();
  if (scale <= least) {
    zoom_ = before;
    fit();
    return;
  }
  zoom_ = std::min(scale, std::max(largest_pixel, before.value_or(least)));
  move_to(fixed.x - (x - gtk_widget_get_allocated_width(area_) / 2.0) / *zoom_,
          fixed.y - (y - gtk_widget_get_allocated_height(area_) / 2.0) / *zoom_);
}

std::optional<PreviewView::Detail> PreviewView::detail() const {
  if (!zoom_) return {};
  const auto part = [this](double center, int room, int length) {
    const double reach = (0.5 + detail_margin) * room / *zoom_ + 1.0;
    const int begin = std::clamp(static_cast<int>(std::floor(center - reach)), 0, length - 1);
    const int end = std::clamp(static_cast<int>(std::ceil(center + reach)), begin + 1, length);
    return std::pair(begin, end - begin);
  };
  const auto [x, across] = part(center_.x, gtk_widget_get_allocated_width(area_), layer_width_);
  const auto [y, down] = part(center_.y, gtk_widget_get_allocated_height(area_), layer_height_);
  return Detail{{x, y, across, down}, std::min(1.0, *zoom_ * gtk_widget_get_scale_factor(area_))};
}

// ------------------------------------------------------------------------------------------------
// Drawing

void PreviewView::draw_picture(cairo_t* cairo, const cairo_rectangle_t& place,
                               const PreviewPicture& picture, bool original) const {
  if (!picture.exists()) return;
  cairo_surface_t* const surface = original ? picture.original() : picture.posterized();
  const GeglRectangle& area = picture.area();
  const double pixel_width = place.width / layer_width_;
  const double pixel_height = place.height / layer_height_;
  const double scale_x = pixel_width * area.width / cairo_image_surface_get_width(surface);
  const double scale_y = pixel_height * area.height / cairo_image_surface_get_height(surface);
  cairo_save(cairo);
  cairo_translate(cairo, place.x + area.x * pixel_width, place.y + area.y * pixel_height);
  cairo_scale(cairo, scale_x, scale_y);
  cairo_set_source_surface(cairo, surface, 0, 0);
  // Enlarged pixels stay pixels.
  const double on_screen = scale_x * gtk_widget_get_scale_factor(area_);
  const bool is_one_to_one = std::abs(on_screen - 1.0) < 1e-6;
  cairo_pattern_set_filter(cairo_get_source(cairo), on_screen > 1.0 || is_one_to_one
                                                        ? CAIRO_FILTER_NEAREST
                                                        : CAIRO_FILTER_GOOD);
  cairo_rectangle(cairo, 0, 0, cairo_image_surface_get_width(surface),
                  cairo_image_surface_get_height(surface));
  cairo_fill(cairo);
  cairo_restore(cairo);
}

void PreviewView::draw_layer(cairo_t* cairo, const cairo_rectangle_t& place, bool original) const {
  draw_checks(cairo, place);
  // A detail covers what lies under it, unless that is not there yet. Where it is transparent the
  // overview must not show through.
  if (!zoom_ || !detail_.exists()) {
    draw_picture(cairo, place, overview_, original);
    return;
  }
  const GeglRectangle& area = detail_.area();
  const double pixel = place.width / layer_width_;
  const cairo_rectangle_t covered{place.x + area.x * pixel, place.y + area.y * pixel,
                                  area.width * pixel, area.height * pixel};
  cairo_save(cairo);
  cairo_rectangle(cairo, place.x, place.y, place.width, place.height);
  cairo_rectangle(cairo, covered.x, covered.y, covered.width, covered.height);
  cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_clip(cairo);
  draw_picture(cairo, place, overview_, original);
  cairo_restore(cairo);
  draw_picture(cairo, place, detail_, original);
}

void PreviewView::draw_posterized(cairo_t* cairo, const cairo_rectangle_t& place) const {
  draw_layer(cairo, place, false);
  if (!film_trap_ || !highlighted_) {
    const PreviewPicture& picture = zoom_ && detail_.exists() ? detail_ : overview_;
    const GeglRectangle& area = picture.area();
    const double pixel = place.width / layer_width_;
    draw_labels(cairo,
                {place.x + area.x * pixel, place.y + area.y * pixel, area.width * pixel,
                 area.height * pixel},
                picture.mapped(), *result_);
  }
  if (bar_) draw_bar(cairo, place, place.width / layer_width_, *bar_, *result_);
}

double PreviewView::split_position() const {
  return std::round(split_ * gtk_widget_get_allocated_width(area_));
}

void PreviewView::draw_split(cairo_t* cairo) const {
  const double x = split_position();
  const double bottom = gtk_widget_get_allocated_height(area_);
  cairo_set_line_width(cairo, 3.0);
  cairo_set_source_rgba(cairo, 0.0, 0.0, 0.0, 0.6);
  cairo_move_to(cairo, x + 0.5, 0.0);
  cairo_line_to(cairo, x + 0.5, bottom);
  cairo_stroke(cairo);
  cairo_set_line_width(cairo, 1.0);
  cairo_set_source_rgb(cairo, 1.0, 1.0, 1.0);
  cairo_move_to(cairo, x + 0.5, 0.0);
  cairo_line_to(cairo, x + 0.5, bottom);
  cairo_stroke(cairo);
}

gboolean PreviewView::draw(GtkWidget*, cairo_t* cairo) {
  if (layer_width_ == 0) return TRUE;
  const cairo_rectangle_t all = place();
  if (!result_) {
    if (!thumbnail_) return TRUE;
    draw_checks(cairo, all);
    cairo_translate(cairo, all.x, all.y);
    cairo_scale(cairo, all.width / gdk_pixbuf_get_width(thumbnail_.get()),
                all.height / gdk_pixbuf_get_height(thumbnail_.get()));
    gdk_cairo_set_source_pixbuf(cairo, thumbnail_.get(), 0, 0);
    cairo_paint(cairo);
    return TRUE;
  }
  if (held_ || picture_ == Picture::original) {
    draw_layer(cairo, all, true);
  } else if (picture_ == Picture::posterized) {
    draw_posterized(cairo, all);
  } else {
    const double room_height = gtk_widget_get_allocated_height(area_);
    cairo_save(cairo);
    cairo_rectangle(cairo, 0.0, 0.0, split_position(), room_height);
    cairo_clip(cairo);
    draw_posterized(cairo, all);
    cairo_restore(cairo);
    cairo_save(cairo);
    cairo_rectangle(cairo, split_position(), 0.0,
                    gtk_widget_get_allocated_width(area_) - split_position(), room_height);
    cairo_clip(cairo);
    draw_layer(cairo, all, true);
    cairo_restore(cairo);
    draw_split(cairo);
  }
  return TRUE;
}

// ------------------------------------------------------------------------------------------------
// The mouse

bool PreviewView::is_on_split(double x) const {
  return picture_ == Picture::split && std::abs(x - split_position()) < split_grip;
}

void PreviewView::show_cursor(double x) {
  GdkWindow* const window = gtk_widget_get_window(area_);
  if (window == nullptr) return;
  const char* name = "default";
  if (is_on_split(x)) name = "col-resize";
  if (picks_) name = "crosshair";
  if (drag_ == Drag::view) name = "grabbing";
  const Owned<GdkCursor> cursor(gdk_cursor_new_from_name(gdk_window_get_display(window), name));
  gdk_window_set_cursor(window, cursor.get());
}

void PreviewView::point_at(double x, double y) {
  if (!on_point || !result_) return;
  const Point point = in_layer(x, y);
  const PreviewPicture* const picture = picture_at(point);
  on_point(picture != nullptr ? picture->cluster_at(point.x, point.y) : std::nullopt);
}

void PreviewView::click(double x, double y) {
  const Point point = in_layer(x, y);
  const PreviewPicture* const picture = picture_at(point);
  if (picture == nullptr) return;
  if (picks_) {
    if (on_pick) on_pick(picture->color_at(point.x, point.y));
    return;
  }
  const std::optional<std::size_t> cluster = picture->cluster_at(point.x, point.y);
  if (cluster && on_click) on_click(*cluster);
}

gboolean PreviewView::press(GtkWidget*, GdkEventButton* event) {
  if (event->button != GDK_BUTTON_PRIMARY || !result_) return FALSE;
  if (event->type == GDK_2BUTTON_PRESS) {
    was_double_ = true;
    holding_.cancel();
    const Point point = in_layer(event->x, event->y);
    if (zoom_) {
      fit();
    } else {
      show_pixels(point.x / layer_width_, point.y / layer_height_);
    }
    return TRUE;
  }
  if (event->type != GDK_BUTTON_PRESS) return FALSE;
  held_ = was_double_ = false;
  drag_ = is_on_split(event->x) ? Drag::split : Drag::ready;
  drag_from_ = {event->x, event->y};
  drag_center_ = center_;
  if (drag_ == Drag::ready && !picks_ && picture_ != Picture::original) {
    holding_.after<&PreviewView::hold>(hold_milliseconds, this);
  }
  return TRUE;
}

void PreviewView::hold() {
  held_ = true;
  gtk_widget_queue_draw(area_);
}

gboolean PreviewView::move(GtkWidget*, GdkEventMotion* event) {
  const double across = event->x - drag_from_.x;
  const double down = event->y - drag_from_.y;
  if (drag_ == Drag::ready && zoom_ && std::hypot(across, down) >= click_distance) {
    drag_ = Drag::view;
    holding_.cancel();
  }
  if (drag_ == Drag::split) {
    split_ = std::clamp(event->x / gtk_widget_get_allocated_width(area_), 0.0, 1.0);
    gtk_widget_queue_draw(area_);
  } else if (drag_ == Drag::view) {
    move_to(drag_center_.x - across / *zoom_, drag_center_.y - down / *zoom_);
  } else {
    point_at(event->x, event->y);
  }
  show_cursor(event->x);
  return FALSE;
}

gboolean PreviewView::release(GtkWidget*, GdkEventButton* event) {
  holding_.cancel();
  const Drag drag = std::exchange(drag_, Drag::none);
  if (std::exchange(held_, false)) {
    gtk_widget_queue_draw(area_);
  } else if (drag == Drag::ready && !was_double_ && result_) {
    click(event->x, event->y);
  }
  show_cursor(event->x);
  return TRUE;
}

gboolean PreviewView::leave(GtkWidget*, GdkEventCrossing*) {
  if (on_point) on_point(std::nullopt);
  return FALSE;
}

gboolean PreviewView::scroll(GtkWidget*, GdkEventScroll* event) {
  if (!result_) return FALSE;
  double steps = 0.0;
  if (event->direction == GDK_SCROLL_UP) steps = 1.0;
  if (event->direction == GDK_SCROLL_DOWN) steps = -1.0;
  if (event->direction == GDK_SCROLL_SMOOTH) steps = -event->delta_y;
  if (steps != 0.0) zoom_at(event->x, event->y, scale() * std::pow(zoom_step, steps));
  return TRUE;
}

void PreviewView::resize(GtkWidget*, GdkRectangle*) {
  if (zoom_) move_to(center_.x, center_.y);
}

}  // namespace color_clusters
