// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <gtk/gtk.h>

#include "plugin/dialog/live_clusters.h"

namespace color_clusters {

struct SurfaceDestroy {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using OwnedSurface = std::unique_ptr<cairo_surface_t, SurfaceDestroy>;

/// Where color bar and key lie beside the picture: (0, 0) is the layer's upper left corner, (1, 1)
/// its lower right one.
struct PreviewBar {
  /// Empty if there is only a key.
  cairo_rectangle_t bar;
  bool is_vertical;
  /// Cells for the colors that have a share, in their order, or none.
  std::vector<cairo_rectangle_t> key;
};

/// The picture in a dialog: the layer's colors, or those of the clusters.
class PreviewView {
 public:
  /// Room for the picture, in pixels that do not depend on the screen's scale.
  static constexpr int width = 384;
  static constexpr int height = 288;
  static constexpr int least_height = 200;

  enum class Picture { original, posterized };

  PreviewView();
  PreviewView(const PreviewView&) = delete;
  PreviewView& operator=(const PreviewView&) = delete;

  [[nodiscard]] GtkWidget* widget() const { return area_; }

  void show(std::shared_ptr<const LiveResult> result);
  void set_picture(Picture picture);
  /// The color bar that the picture is to get, or none.
  void set_bar(std::optional<PreviewBar> bar);
  /// Shows films instead of highlighted colors, with that trap, or none.
  void set_film_trap(std::optional<int> trap);
  /// Dims everything but one cluster, or nothing.
  void highlight(std::optional<std::size_t> cluster);

  /// Called with the place of a click in the picture, 0 … 1 from its left and top edge.
  std::function<void(double x, double y)> on_click;
  /// Called while the mouse button has been down for a while, and when it comes up again.
  std::function<void(bool held)> on_hold;

 private:
  static gboolean draw(GtkWidget* area, cairo_t* cairo, gpointer self);
  static gboolean press(GtkWidget* area, GdkEventButton* event, gpointer self);
  static gboolean release(GtkWidget* area, GdkEventButton* event, gpointer self);
  static gboolean hold(gpointer self);

  void update();
  void paint_samples(std::uint32_t* row, std::size_t begin, int count) const;
  [[nodiscard]] std::vector<std::uint8_t> highlighted_film() const;
  [[nodiscard]] Color shown_color(std::size_t sample) const;
  /// Where the picture lies in the widget.
  [[nodiscard]] cairo_rectangle_t place() const;
  void draw_picture(cairo_t* cairo, const cairo_rectangle_t& place) const;
  void draw_bar(cairo_t* cairo, const cairo_rectangle_t& place, const PreviewBar& bar) const;
  void draw_key(cairo_t* cairo, const cairo_rectangle_t& place, const PreviewBar& bar) const;
  void draw_labels(cairo_t* cairo, const cairo_rectangle_t& place) const;
  void draw_number(cairo_t* cairo, std::size_t cluster, double x, double y, double size) const;

  GtkWidget* area_;
  OwnedSurface surface_;
  std::shared_ptr<const LiveResult> result_;
  /// The samples as sRGB.
  std::vector<Color> originals_;
  Picture picture_ = Picture::original;
  std::optional<PreviewBar> bar_;
  std::optional<int> film_trap_;
  std::optional<std::size_t> highlighted_;
  guint hold_timer_ = 0;
  bool held_ = false;
};

}  // namespace color_clusters
