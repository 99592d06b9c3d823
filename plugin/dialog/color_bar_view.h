// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include <gtk/gtk.h>

#include "core/color/color.h"

namespace color_clusters {

/// A bar of colors, each as wide as its share.
class ColorBarView {
 public:
  ColorBarView();
  ColorBarView(const ColorBarView&) = delete;
  ColorBarView& operator=(const ColorBarView&) = delete;

  [[nodiscard]] GtkWidget* widget() const { return area_; }

  /// Colors are sRGB; `description` says in words what is seen.
  void show(std::span<const Color> srgb, std::span<const double> shares, const char* description);

  /// Called with the segment under the mouse, or none.
  std::function<void(std::optional<std::size_t> segment)> on_hover;

 private:
  static gboolean draw(GtkWidget* area, cairo_t* cairo, gpointer self);
  static gboolean move(GtkWidget* area, GdkEventMotion* event, gpointer self);
  static gboolean leave(GtkWidget* area, GdkEventCrossing* event, gpointer self);

  GtkWidget* area_;
  std::vector<Color> colors_;
  std::vector<double> shares_;
};

}  // namespace color_clusters
