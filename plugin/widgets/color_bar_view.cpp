// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/widgets/color_bar_view.h"

#include <cmath>

#include "core/bar/color_bar.h"
#include "plugin/widgets/fill_color.h"

namespace color_clusters {
namespace {

constexpr int bar_height = 24;

}  // namespace

ColorBarView::ColorBarView(ErrorReport& errors) : area_(gtk_drawing_area_new()), errors_(errors) {
  gtk_widget_set_size_request(area_, -1, bar_height);
  gtk_widget_set_hexpand(area_, TRUE);
  gtk_widget_add_events(area_, GDK_POINTER_MOTION_MASK | GDK_LEAVE_NOTIFY_MASK |
                                   GDK_BUTTON_PRESS_MASK | GDK_BUTTON_RELEASE_MASK);
  connect<&ColorBarView::draw>(area_, "draw", this);
  connect<&ColorBarView::move>(area_, "motion-notify-event", this);
  connect<&ColorBarView::leave>(area_, "leave-notify-event", this);
  connect<&ColorBarView::release>(area_, "button-release-event", this);
}

void ColorBarView::mark(std::optional<std::size_t> segment) {
  if (marked_ == segment) return;
  marked_ = segment;
  gtk_widget_queue_draw(area_);
}

void ColorBarView::show(std::span<const Color> srgb, std::span<const double> shares,
                        const char* description) {
  colors_.assign(srgb.begin(), srgb.end());
  shares_.assign(shares.begin(), shares.end());
  atk_object_set_description(gtk_widget_get_accessible(area_), description);
  gtk_widget_queue_draw(area_);
}

gboolean ColorBarView::draw(GtkWidget* area, cairo_t* cairo) {
  if (shares_.empty()) return TRUE;
  // Segments end at whole pixels of the screen.
  const int scale = gtk_widget_get_scale_factor(area);
  const double height = gtk_widget_get_allocated_height(area);
  const std::vector<int> widths =
      segment_widths(shares_, gtk_widget_get_allocated_width(area) * scale);
  int left = 0;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const double x = static_cast<double>(left) / scale;
    const double width = static_cast<double>(widths[i]) / scale;
    // The others are lower.
    const double gap = marked_ && *marked_ != i ? std::floor(height / 4) : 0.0;
    cairo_rectangle(cairo, x, gap, width, height - 2 * gap);
    fill(cairo, colors_[i]);
    left += widths[i];
  }
  return TRUE;
}

std::optional<std::size_t> ColorBarView::segment_at(double x) const {
  if (shares_.empty()) return {};
  const std::vector<int> widths = segment_widths(shares_, gtk_widget_get_allocated_width(area_));
  double right = 0.0;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    right += widths[i];
    if (x < right) return i;
  }
  return {};
}

gboolean ColorBarView::move(GtkWidget*, GdkEventMotion* event) {
  if (on_point) on_point(segment_at(event->x));
  return FALSE;
}

gboolean ColorBarView::leave(GtkWidget*, GdkEventCrossing*) {
  if (on_point) on_point(std::nullopt);
  return FALSE;
}

gboolean ColorBarView::release(GtkWidget*, GdkEventButton* event) {
  const std::optional<std::size_t> segment = segment_at(event->x);
  if (event->button == GDK_BUTTON_PRIMARY && segment && on_click) on_click(*segment);
  return TRUE;
}

}  // namespace color_clusters
