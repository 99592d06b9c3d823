// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/preview/preview_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace color_clusters {
namespace {

constexpr guint hold_milliseconds = 250;
/// A drag that is shorter than this is a click.
constexpr double click_distance = 4.0;
constexpr double split_grip = 6.0;
constexpr double zoom_step = 1.25;

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

void PreviewView::show_layer(int layer_width, int layer_height, Owned<GdkPixbuf> thumbnail) {
  viewport_.set_layer(layer_width, layer_height);
  thumbnail_ = std::move(thumbnail);
  result_.reset();
  overview_.clear();
  detail_.clear();
  gtk_widget_queue_draw(area_);
}

void PreviewView::show(std::shared_ptr<const LiveResult> result) {
  result_ = std::move(result);
  const Highlight highlight = wanted_highlight();
  overview_.show(result_->overview, result_->clusters, highlight);
  if (const std::optional<MappedView>& detail = result_->detail) {
    detail_.show(*detail, result_->clusters, highlight);
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
  viewport_.set_bar(bar_ ? std::optional(bar_->area) : std::nullopt);
  gtk_widget_queue_draw(area_);
}

void PreviewView::set_film(std::optional<std::size_t> film) {
  film_ = film;
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
  if (on_aim) on_aim(std::nullopt);
  show_cursor(-split_grip);
}

const PreviewPicture* PreviewView::picture_at(const Viewport::Point& pixel) const {
  if (!fits() && detail_.covers(pixel.x, pixel.y)) return &detail_;
  return overview_.covers(pixel.x, pixel.y) ? &overview_ : nullptr;
}

void PreviewView::view_changed() {
  if (on_view) on_view();
  gtk_widget_queue_draw(area_);
}

void PreviewView::fit() {
  if (fits()) return;
  viewport_.fit();
  view_changed();
}

void PreviewView::show_pixels() { show_pixels(viewport_.middle()); }

void PreviewView::show_pixels(const Viewport::Point& center) {
  viewport_.show(center, 1.0 / gtk_widget_get_scale_factor(area_));
  view_changed();
}

std::pair<double, double> PreviewView::overview_size() const {
  const int factor = gtk_widget_get_scale_factor(area_);
  const auto samples = [factor](int least, int allocated) {
    return std::max(2.0 * least, static_cast<double>(factor * allocated));
  };
  return {samples(width, gtk_widget_get_allocated_width(area_)),
          samples(height, gtk_widget_get_allocated_height(area_))};
}

std::optional<Viewport::Detail> PreviewView::detail() const {
  return viewport_.detail(gtk_widget_get_scale_factor(area_));
}

void PreviewView::draw_picture(cairo_t* cairo, const PreviewPicture& picture, bool original) const {
  if (!picture.exists()) return;
  cairo_surface_t* const surface = original ? picture.original() : picture.posterized();
  const cairo_rectangle_t place = viewport_.place_of(picture.area());
  const double scale_x = place.width / cairo_image_surface_get_width(surface);
  const double scale_y = place.height / cairo_image_surface_get_height(surface);
  cairo_save(cairo);
  cairo_translate(cairo, place.x, place.y);
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

void PreviewView::draw_layer(cairo_t* cairo, bool original) const {
  const cairo_rectangle_t place = viewport_.place();
  draw_checks(cairo, place);
  // A detail covers what lies under it, unless that is not there yet. Where it is transparent the
  // overview must not show through.
  if (!shows_detail()) {
    draw_picture(cairo, overview_, original);
    return;
  }
  const cairo_rectangle_t covered = viewport_.place_of(detail_.area());
  cairo_save(cairo);
  cairo_rectangle(cairo, place.x, place.y, place.width, place.height);
  cairo_rectangle(cairo, covered.x, covered.y, covered.width, covered.height);
  cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_clip(cairo);
  draw_picture(cairo, overview_, original);
  cairo_restore(cairo);
  draw_picture(cairo, detail_, original);
}

void PreviewView::draw_posterized(cairo_t* cairo) const {
  draw_layer(cairo, false);
  if (bar_) draw_bar(cairo, viewport_.place(), viewport_.scale(), *bar_, *result_);
}

void PreviewView::draw_split(cairo_t* cairo) const {
  const double x = viewport_.split();
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

void PreviewView::draw_thumbnail(cairo_t* cairo) const {
  if (!thumbnail_) return;
  const cairo_rectangle_t place = viewport_.place();
  draw_checks(cairo, place);
  cairo_translate(cairo, place.x, place.y);
  cairo_scale(cairo, place.width / gdk_pixbuf_get_width(thumbnail_.get()),
              place.height / gdk_pixbuf_get_height(thumbnail_.get()));
  gdk_cairo_set_source_pixbuf(cairo, thumbnail_.get(), 0, 0);
  cairo_paint(cairo);
}

gboolean PreviewView::draw(GtkWidget*, cairo_t* cairo) {
  if (!viewport_.has_layer()) return TRUE;
  if (!result_) {
    draw_thumbnail(cairo);
  } else if (held_ || picture_ == Picture::original) {
    draw_layer(cairo, true);
  } else if (picture_ == Picture::posterized) {
    draw_posterized(cairo);
  } else {
    const double bottom = gtk_widget_get_allocated_height(area_);
    cairo_save(cairo);
    cairo_rectangle(cairo, 0.0, 0.0, viewport_.split(), bottom);
    cairo_clip(cairo);
    draw_posterized(cairo);
    cairo_restore(cairo);
    cairo_save(cairo);
    cairo_rectangle(cairo, viewport_.split(), 0.0,
                    gtk_widget_get_allocated_width(area_) - viewport_.split(), bottom);
    cairo_clip(cairo);
    draw_layer(cairo, true);
    cairo_restore(cairo);
    draw_split(cairo);
  }
  return TRUE;
}

bool PreviewView::is_on_split(double x) const {
  return picture_ == Picture::split && std::abs(x - viewport_.split()) < split_grip;
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

std::optional<std::size_t> PreviewView::cluster_at(double x, double y) const {
  if (bar_ && picture_ != Picture::original) {
    const cairo_rectangle_t place = viewport_.place();
    const std::optional<std::size_t> segment =
        segment_at((x - place.x) / place.width, (y - place.y) / place.height, *bar_, *result_);
    if (segment) return segment;
  }
  const Viewport::Point pixel = viewport_.in_layer({x, y});
  const PreviewPicture* const picture = picture_at(pixel);
  return picture != nullptr ? picture->cluster_at(pixel.x, pixel.y) : std::nullopt;
}

std::optional<Color> PreviewView::color_at(double x, double y) const {
  const Viewport::Point pixel = viewport_.in_layer({x, y});
  const PreviewPicture* const picture = picture_at(pixel);
  if (picture == nullptr) return std::nullopt;
  return picture->color_at(pixel.x, pixel.y);
}

void PreviewView::point_at(double x, double y) {
  if (!result_) return;
  if (picks_) {
    if (on_aim) on_aim(color_at(x, y));
  } else if (on_point) {
    on_point(cluster_at(x, y));
  }
}

void PreviewView::click(double x, double y) {
  if (picks_) {
    const std::optional<Color> color = color_at(x, y);
    if (color && on_pick) on_pick(*color);
    return;
  }
  const std::optional<std::size_t> cluster = cluster_at(x, y);
  if (cluster && on_click) on_click(*cluster);
}

gboolean PreviewView::press(GtkWidget*, GdkEventButton* event) {
  if (event->button != GDK_BUTTON_PRIMARY || !result_) return FALSE;
  if (event->type == GDK_2BUTTON_PRESS) {
    was_double_ = true;
    holding_.cancel();
    if (fits()) {
      show_pixels(viewport_.in_layer({event->x, event->y}));
    } else {
      fit();
    }
    return TRUE;
  }
  if (event->type != GDK_BUTTON_PRESS) return FALSE;
  held_ = was_double_ = false;
  drag_ = is_on_split(event->x) ? Drag::split : Drag::ready;
  drag_from_ = {event->x, event->y};
  drag_center_ = viewport_.center();
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
  if (drag_ == Drag::ready && !fits() && std::hypot(across, down) >= click_distance) {
    drag_ = Drag::view;
    holding_.cancel();
  }
  if (drag_ == Drag::split) {
    viewport_.move_split(event->x);
    gtk_widget_queue_draw(area_);
  } else if (drag_ == Drag::view) {
    viewport_.move_to(
        {drag_center_.x - across / viewport_.scale(), drag_center_.y - down / viewport_.scale()});
    view_changed();
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
  if (picks_ && on_aim) on_aim(std::nullopt);
  if (on_point) on_point(std::nullopt);
  return FALSE;
}

gboolean PreviewView::scroll(GtkWidget*, GdkEventScroll* event) {
  if (!result_) return FALSE;
  double steps = 0.0;
  if (event->direction == GDK_SCROLL_UP) steps = 1.0;
  if (event->direction == GDK_SCROLL_DOWN) steps = -1.0;
  if (event->direction == GDK_SCROLL_SMOOTH) steps = -event->delta_y;
  if (steps != 0.0) {
    viewport_.zoom_at({event->x, event->y}, std::pow(zoom_step, steps));
    view_changed();
  }
  return TRUE;
}

void PreviewView::resize(GtkWidget*, GdkRectangle* room) {
  viewport_.set_room(room->width, room->height);
  if (!fits()) view_changed();
}

}  // namespace color_clusters
