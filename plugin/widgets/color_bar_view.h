// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include <gtk/gtk.h>

#include "core/color/color.h"
#include "plugin/glib/guard.h"

namespace color_clusters {

/// A bar of colors, each as wide as its share.
class ColorBarView {
 public:
  explicit ColorBarView(ErrorReport& errors);
  ColorBarView(const ColorBarView&) = delete;
  ColorBarView& operator=(const ColorBarView&) = delete;

  [[nodiscard]] GtkWidget* widget() const { return area_; }
  [[nodiscard]] ErrorReport& errors() const { return errors_; }

  /// Colors are sRGB; `description` says in words what is seen.
  void show(std::span<const Color> srgb, std::span<const double> shares, const char* description);

  /// Marks a segment that is pointed at, here or elsewhere, or none.
  void mark(std::optional<std::size_t> segment);

  /// Called with the segment under the mouse, or none.
  std::function<void(std::optional<std::size_t> segment)> on_point;
  /// Called with the segment that is clicked.
  std::function<void(std::size_t segment)> on_click;

 private:
  gboolean draw(GtkWidget* area, cairo_t* cairo);
  gboolean move(GtkWidget* area, GdkEventMotion* event);
  gboolean leave(GtkWidget* area, GdkEventCrossing* event);
  gboolean release(GtkWidget* area, GdkEventButton* event);
  [[nodiscard]] std::optional<std::size_t> segment_at(double x) const;

  GtkWidget* area_;
  ErrorReport& errors_;
  std::vector<Color> colors_;
  std::vector<double> shares_;
  std::optional<std::size_t> marked_;
};

}  // namespace color_clusters
