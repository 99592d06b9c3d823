// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/preview_view.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <utility>

#include "core/areas/film.h"
#include "plugin/gimp/run_context.h"
#include "plugin/output/color_layers.h"
#include "plugin/pixels/thread_count.h"

namespace color_clusters {
namespace {

constexpr guint hold_milliseconds = 250;
constexpr double check_size = 8.0;

/// What is not highlighted keeps so much of its color; the rest is gray.
constexpr float dimmed_part = 0.15F;
constexpr float dimmed_gray = 0.4F;

Color mix(const Color& a, const Color& b, float part_of_b) {
  Color mixed{};
  for (std::size_t c = 0; c < 3; ++c) mixed[c] = a[c] + (b[c] - a[c]) * part_of_b;
  return mixed;
}

/// A pixel of CAIRO_FORMAT_ARGB32: premultiplied.
std::uint32_t cairo_pixel(const Color& srgb, float alpha) {
  const auto byte = [](float value) {
    return static_cast<std::uint32_t>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255.0F));
  };
  const float opacity = std::clamp(alpha, 0.0F, 1.0F);
  const auto component = [&](std::size_t c) {
    return byte(std::clamp(srgb[c], 0.0F, 1.0F) * opacity);
  };
  return byte(opacity) << 24U | component(0) << 16U | component(1) << 8U | component(2);
}

constexpr std::uint32_t printed_pixel = 0xFF000000;
constexpr std::uint32_t paper_pixel = 0xFFFFFFFF;

/// A part of the picture, which is drawn at `place`.
cairo_rectangle_t inside(const cairo_rectangle_t& place, const cairo_rectangle_t& part) {
  return {place.x + part.x * place.width, place.y + part.y * place.height, part.width * place.width,
          part.height * place.height};
}

/// Fills the path with a color in sRGB.
void fill(cairo_t* cairo, const Color& color) {
  cairo_set_source_rgb(cairo, static_cast<double>(color[0]), static_cast<double>(color[1]),
                       static_cast<double>(color[2]));
  cairo_fill(cairo);
}

/// What shows through transparent pixels.
void draw_checks(cairo_t* cairo, const cairo_rectangle_t& place) {
  cairo_save(cairo);
  cairo_rectangle(cairo, place.x, place.y, place.width, place.height);
  cairo_clip(cairo);
  cairo_set_source_rgb(cairo, 0.6, 0.6, 0.6);
  cairo_paint(cairo);
  cairo_set_source_rgb(cairo, 0.4, 0.4, 0.4);
  for (int row = 0; row * check_size < place.height; ++row) {
    for (int column = row % 2; column * check_size < place.width; column += 2) {
      cairo_rectangle(cairo, place.x + column * check_size, place.y + row * check_size, check_size,
                      check_size);
    }
  }
  cairo_fill(cairo);
  cairo_restore(cairo);
}

}  // namespace

PreviewView::PreviewView() : area_(gtk_drawing_area_new()) {
  gtk_widget_set_size_request(area_, width, least_height);
  gtk_widget_set_hexpand(area_, TRUE);
  gtk_widget_set_vexpand(area_, TRUE);
  gtk_widget_add_events(area_, GDK_BUTTON_PRESS_MASK | GDK_BUTTON_RELEASE_MASK);
  g_signal_connect(area_, "draw", G_CALLBACK(draw), this);
  g_signal_connect(area_, "button-press-event", G_CALLBACK(press), this);
  g_signal_connect(area_, "button-release-event", G_CALLBACK(release), this);
}

void PreviewView::show(std::shared_ptr<const LiveResult> result) {
  const bool has_new_samples = !result_ || result_->samples != result->samples;
  result_ = std::move(result);
  if (has_new_samples) {
    originals_ = to_srgb(result_->samples->colors, result_->clusters->encoding);
  }
  update();
}

void PreviewView::set_picture(Picture picture) {
  if (picture_ == picture) return;
  picture_ = picture;
  update();
}

void PreviewView::set_bar(std::optional<PreviewBar> bar) {
  bar_ = std::move(bar);
  gtk_widget_queue_draw(area_);
}

void PreviewView::set_film_trap(std::optional<int> trap) {
  if (film_trap_ == trap) return;
  film_trap_ = trap;
  if (highlighted_) update();
}

void PreviewView::highlight(std::optional<std::size_t> cluster) {
  if (highlighted_ == cluster) return;
  highlighted_ = cluster;
  update();
}

Color PreviewView::shown_color(std::size_t sample) const {
  const std::uint16_t cluster = result_->map.clusters[sample];
  const Color& original = originals_[sample];
  const Color color = picture_ == Picture::original || cluster == no_cluster
                          ? original
                          : mix(original, result_->clusters->colors.srgb[cluster],
                                result_->samples->selected[sample]);
  const bool is_dimmed = highlighted_ && cluster != *highlighted_;
  return is_dimmed ? mix({dimmed_gray, dimmed_gray, dimmed_gray}, color, dimmed_part) : color;
}

std::vector<std::uint8_t> PreviewView::highlighted_film() const {
  if (!film_trap_ || !highlighted_ || *highlighted_ >= result_->clusters->shares.size()) return {};
  const auto ink = static_cast<std::uint16_t>(*highlighted_);
  const int trap = static_cast<int>(std::lround(*film_trap_ * result_->samples->scale));
  return make_film(result_->map, darkness_ranks(*result_->clusters),
                   {.ink = ink, .trap = trap, .threads = thread_count()});
}

void PreviewView::update() {
  if (!result_) return;
  const Samples& samples = *result_->samples;
  surface_.reset(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, samples.width, samples.height));
  cairo_surface_flush(surface_.get());
  unsigned char* const bytes = cairo_image_surface_get_data(surface_.get());
  const int stride = cairo_image_surface_get_stride(surface_.get());
  const std::vector<std::uint8_t> film = highlighted_film();
  std::size_t sample = 0;
  for (int y = 0; bytes != nullptr && y < samples.height; ++y) {
    auto* const row = reinterpret_cast<std::uint32_t*>(bytes + std::ptrdiff_t{y} * stride);
    for (int x = 0; x < samples.width; ++x, ++sample) {
      if (film.empty()) {
        row[x] = cairo_pixel(shown_color(sample), samples.alpha[sample]);
      } else {
        row[x] = film[sample] != 0 ? printed_pixel : paper_pixel;
      }
    }
  }
  cairo_surface_mark_dirty(surface_.get());
  gtk_widget_queue_draw(area_);
}

cairo_rectangle_t PreviewView::place() const {
  const double room_width = gtk_widget_get_allocated_width(area_);
  const double room_height = gtk_widget_get_allocated_height(area_);
  const double picture_width = cairo_image_surface_get_width(surface_.get());
  const double picture_height = cairo_image_surface_get_height(surface_.get());
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
  const double scale = std::min(room_width / (picture_width * (right - left)),
                                room_height / (picture_height * (bottom - top)));
  const double shown_width = std::max(1.0, picture_width * scale);
  const double shown_height = std::max(1.0, picture_height * scale);
  return {std::floor((room_width - shown_width * (right + left)) / 2),
          std::floor((room_height - shown_height * (bottom + top)) / 2), shown_width, shown_height};
}

void PreviewView::draw_picture(cairo_t* cairo, const cairo_rectangle_t& place) const {
  draw_checks(cairo, place);
  const double scale_x = place.width / cairo_image_surface_get_width(surface_.get());
  const double scale_y = place.height / cairo_image_surface_get_height(surface_.get());
  cairo_save(cairo);
  cairo_translate(cairo, place.x, place.y);
  cairo_scale(cairo, scale_x, scale_y);
  cairo_set_source_surface(cairo, surface_.get(), 0, 0);
  // Enlarged pixels stay pixels.
  cairo_pattern_set_filter(cairo_get_source(cairo),
                           scale_x > 1.0 ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);
  cairo_paint(cairo);
  cairo_restore(cairo);
}

void PreviewView::draw_bar(cairo_t* cairo, const cairo_rectangle_t& place,
                           const PreviewBar& bar) const {
  const cairo_rectangle_t area = inside(place, bar.bar);
  double begin = 0.0;
  for (std::size_t i = 0; i < result_->clusters->shares.size(); ++i) {
    const double share = result_->clusters->shares[i];
    if (bar.is_vertical) {
      cairo_rectangle(cairo, area.x, area.y + begin * area.height, area.width, share * area.height);
    } else {
      cairo_rectangle(cairo, area.x + begin * area.width, area.y, share * area.width, area.height);
    }
    fill(cairo, result_->clusters->colors.srgb[i]);
    begin += share;
  }
}

void PreviewView::draw_key(cairo_t* cairo, const cairo_rectangle_t& place,
                           const PreviewBar& bar) const {
  const std::optional<LabelSizes>& sizes = result_->label_sizes;
  if (!sizes) return;
  const LayerClusters& clusters = *result_->clusters;
  const double pixel = place.width / result_->samples->width * result_->samples->scale;
  std::size_t cell = 0;
  for (std::size_t i = 0; i < clusters.shares.size() && cell < bar.key.size(); ++i) {
    if (clusters.shares[i] == 0.0) continue;
    const cairo_rectangle_t area = inside(place, bar.key[cell++]);
    cairo_rectangle(cairo, area.x, area.y, area.width, area.height);
    fill(cairo, clusters.colors.srgb[i]);
    draw_number(cairo, i, area.x + area.width / 2, area.y + area.height / 2, sizes->most() * pixel);
  }
}

void PreviewView::draw_labels(cairo_t* cairo, const cairo_rectangle_t& place) const {
  const std::optional<LabelSizes>& sizes = result_->label_sizes;
  if (!sizes) return;
  const double scale = result_->samples->scale;
  const double pixels_per_sample = place.width / result_->samples->width;
  for (const LabelPlace& label : result_->labels) {
    const double size = sizes->font_in(label.radius / scale, LabelSizes::digit_width);
    draw_number(cairo, label.cluster, place.x + (label.x + 0.5) * pixels_per_sample,
                place.y + (label.y + 0.5) * pixels_per_sample, size * scale * pixels_per_sample);
  }
}

void PreviewView::draw_number(cairo_t* cairo, std::size_t cluster, double x, double y,
                              double size) const {
  const Color& ground = result_->clusters->colors.srgb[cluster];
  const std::string text = std::to_string(cluster + 1);
  cairo_text_extents_t extents;
  cairo_select_font_face(cairo, "Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(cairo, size);
  cairo_text_extents(cairo, text.c_str(), &extents);
  const double ink =
      takes_black_text(oklab_from_srgb(std::span(&ground, 1)).front()[0]) ? 0.0 : 1.0;
  cairo_set_source_rgb(cairo, ink, ink, ink);
  cairo_move_to(cairo, x - extents.x_bearing - extents.width / 2,
                y - extents.y_bearing - extents.height / 2);
  cairo_show_text(cairo, text.c_str());
}

gboolean PreviewView::draw(GtkWidget*, cairo_t* cairo, gpointer self) {
  const auto* const view = static_cast<PreviewView*>(self);
  if (!view->surface_) return TRUE;
  const cairo_rectangle_t place = view->place();
  view->draw_picture(cairo, place);
  if (view->picture_ == Picture::original) return TRUE;
  if (!view->film_trap_ || !view->highlighted_) view->draw_labels(cairo, place);
  if (view->bar_) {
    view->draw_bar(cairo, place, *view->bar_);
    view->draw_key(cairo, place, *view->bar_);
  }
  return TRUE;
}

gboolean PreviewView::press(GtkWidget*, GdkEventButton* event, gpointer self) {
  auto* const view = static_cast<PreviewView*>(self);
  if (event->type != GDK_BUTTON_PRESS || event->button != GDK_BUTTON_PRIMARY) return FALSE;
  view->held_ = false;
  view->hold_timer_ = g_timeout_add(hold_milliseconds, hold, self);
  return TRUE;
}

gboolean PreviewView::hold(gpointer self) {
  auto* const view = static_cast<PreviewView*>(self);
  view->hold_timer_ = 0;
  view->held_ = true;
  if (view->on_hold) view->on_hold(true);
  return G_SOURCE_REMOVE;
}

gboolean PreviewView::release(GtkWidget*, GdkEventButton* event, gpointer self) {
  auto* const view = static_cast<PreviewView*>(self);
  if (view->hold_timer_ != 0) g_source_remove(view->hold_timer_);
  view->hold_timer_ = 0;
  if (view->held_) {
    view->held_ = false;
    if (view->on_hold) view->on_hold(false);
  } else if (view->surface_ && view->on_click) {
    const cairo_rectangle_t place = view->place();
    view->on_click(std::clamp((event->x - place.x) / place.width, 0.0, 1.0),
                   std::clamp((event->y - place.y) / place.height, 0.0, 1.0));
  }
  return TRUE;
}

}  // namespace color_clusters
