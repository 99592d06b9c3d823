// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/color_bar_view.h"

#include "core/bar/color_bar.h"

namespace color_clusters {
namespace {

constexpr int bar_height = 32;

}  // namespace

ColorBarView::ColorBarView() : area_(gtk_drawing_area_new()) {
  gtk_widget_set_size_request(area_, -1, bar_height);
  gtk_widget_set_hexpand(area_, TRUE);
  gtk_widget_add_events(area_, GDK_POINTER_MOTION_MASK | GDK_LEAVE_NOTIFY_MASK);
  g_signal_connect(area_, "draw", G_CALLBACK(draw), this);
  g_signal_connect(area_, "motion-notify-event", G_CALLBACK(move), this);
  g_signal_connect(area_, "leave-notify-event", G_CALLBACK(leave), this);
}

void ColorBarView::show(std::span<const Color> srgb, std::span<const double> shares,
                        const char* description) {
  colors_.assign(srgb.begin(), srgb.end());
  shares_.assign(shares.begin(), shares.end());
  atk_object_set_description(gtk_widget_get_accessible(area_), description);
  gtk_widget_queue_draw(area_);
}

gboolean ColorBarView::draw(GtkWidget* area, cairo_t* cairo, gpointer self) {
  const auto* const view = static_cast<ColorBarView*>(self);
  if (view->shares_.empty()) return TRUE;
  // Segments end at whole pixels of the screen.
  const int scale = gtk_widget_get_scale_factor(area);
  const std::vector<int> widths =
      segment_widths(view->shares_, gtk_widget_get_allocated_width(area) * scale);
  int left = 0;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const Color& color = view->colors_[i];
    cairo_set_source_rgb(cairo, static_cast<double>(color[0]), static_cast<double>(color[1]),
                         static_cast<double>(color[2]));
    cairo_rectangle(cairo, static_cast<double>(left) / scale, 0,
                    static_cast<double>(widths[i]) / scale, gtk_widget_get_allocated_height(area));
    cairo_fill(cairo);
    left += widths[i];
  }
  return TRUE;
}

gboolean ColorBarView::move(GtkWidget* area, GdkEventMotion* event, gpointer self) {
  const auto* const view = static_cast<ColorBarView*>(self);
  if (!view->on_hover || view->shares_.empty()) return FALSE;
  const std::vector<int> widths =
      segment_widths(view->shares_, gtk_widget_get_allocated_width(area));
  double right = 0.0;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    right += widths[i];
    if (event->x < right) {
      view->on_hover(i);
      return FALSE;
    }
  }
  return FALSE;
}

gboolean ColorBarView::leave(GtkWidget*, GdkEventCrossing*, gpointer self) {
  const auto* const view = static_cast<ColorBarView*>(self);
  if (view->on_hover) view->on_hover(std::nullopt);
  return FALSE;
}

}  // namespace color_clusters
