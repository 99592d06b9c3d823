// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include <gtk/gtk.h>

#include "plugin/glib/guard.h"
#include "plugin/glib/owned.h"
#include "plugin/preview/live_clusters.h"
#include "plugin/preview/preview_overlay.h"
#include "plugin/preview/preview_picture.h"
#include "plugin/preview/viewport.h"

namespace color_clusters {

/// The picture in a dialog: the layer's colors, those of the clusters, or both, with a line between
/// them. Shows the whole layer with its color bar, or a part of it larger.
class PreviewView {
 public:
  /// Room for the whole layer, in pixels that do not depend on the screen's scale; it has more
  /// where the window is large.
  static constexpr int width = 384;
  static constexpr int height = 288;
  static constexpr int least_width = 240;
  static constexpr int least_height = 160;

  enum class Picture { original, posterized, split };

  explicit PreviewView(ErrorReport& errors);
  PreviewView(const PreviewView&) = delete;
  PreviewView& operator=(const PreviewView&) = delete;

  [[nodiscard]] GtkWidget* widget() const { return area_; }
  [[nodiscard]] ErrorReport& errors() const { return errors_; }

  /// The size of the layer, in pixels; until there is a result its thumbnail is shown, or nothing.
  void show_layer(int layer_width, int layer_height, Owned<GdkPixbuf> thumbnail);
  void show(std::shared_ptr<const LiveResult> result);
  void set_picture(Picture picture);
  /// The color bar that the picture is to get, or none.
  void set_bar(std::optional<PreviewBar> bar);
  /// Shows one of the films that the result is painted with (see PaintedView), or none. While a
  /// cluster is pointed at, its film is shown in any case.
  void set_film(std::optional<std::size_t> film);
  /// Dims everything but one cluster, or nothing.
  void highlight(std::optional<std::size_t> cluster);
  /// Whether the next click picks a color.
  void set_picking(bool picks);

  /// Shows the whole layer, or its middle at 1:1.
  void fit();
  void show_pixels();
  [[nodiscard]] bool fits() const { return viewport_.fits(); }
  /// How many samples an overview needs each way: two for each pixel of the smallest preview, for
  /// screens with a scale of 2 and for antialiasing on others; one for each pixel of the screen
  /// where the preview is larger.
  [[nodiscard]] std::pair<double, double> overview_size() const;
  /// The part of the layer that is needed as a detail. None when all of it is shown.
  [[nodiscard]] std::optional<Viewport::Detail> detail() const;

  /// Called when another part of the layer is shown, or in another size.
  std::function<void()> on_view;
  /// Called with the cluster under the mouse, or none.
  std::function<void(std::optional<std::size_t> cluster)> on_point;
  /// Called with the color that a click would pick, or none.
  std::function<void(const std::optional<Color>& color)> on_aim;
  /// Called with the cluster that is clicked.
  std::function<void(std::size_t cluster)> on_click;
  /// Called with the layer's own color, in sRGB, when a color is picked.
  std::function<void(const Color& color)> on_pick;

 private:
  gboolean draw(GtkWidget* area, cairo_t* cairo);
  gboolean press(GtkWidget* area, GdkEventButton* event);
  gboolean release(GtkWidget* area, GdkEventButton* event);
  gboolean move(GtkWidget* area, GdkEventMotion* event);
  gboolean leave(GtkWidget* area, GdkEventCrossing* event);
  gboolean scroll(GtkWidget* area, GdkEventScroll* event);
  void resize(GtkWidget* area, GdkRectangle* room);
  void hold();

  [[nodiscard]] bool shows_detail() const { return !fits() && detail_.exists(); }
  [[nodiscard]] const PreviewPicture* picture_at(const Viewport::Point& pixel) const;
  [[nodiscard]] bool is_on_split(double x) const;
  void show_pixels(const Viewport::Point& center);
  void view_changed();
  /// The cluster of a pixel or of a segment of the bar, at a place of the widget.
  [[nodiscard]] std::optional<std::size_t> cluster_at(double x, double y) const;
  [[nodiscard]] std::optional<Color> color_at(double x, double y) const;
  void point_at(double x, double y);
  void click(double x, double y);
  void show_cursor(double x);
  [[nodiscard]] Highlight wanted_highlight() const { return {highlighted_, film_}; }
  void update_highlight();
  void draw_thumbnail(cairo_t* cairo) const;
  void draw_layer(cairo_t* cairo, bool original) const;
  void draw_picture(cairo_t* cairo, const PreviewPicture& picture, bool original) const;
  void draw_posterized(cairo_t* cairo) const;
  void draw_split(cairo_t* cairo) const;

  GtkWidget* area_;
  ErrorReport& errors_;
  Owned<GdkPixbuf> thumbnail_;
  Viewport viewport_;
  std::shared_ptr<const LiveResult> result_;
  PreviewPicture overview_;
  PreviewPicture detail_;
  Picture picture_ = Picture::original;
  std::optional<PreviewBar> bar_;
  std::optional<std::size_t> film_;
  std::optional<std::size_t> highlighted_;
  bool picks_ = false;

  enum class Drag { none, ready, view, split };
  Drag drag_ = Drag::none;
  Viewport::Point drag_from_{};
  Viewport::Point drag_center_{};
  bool held_ = false;
  bool was_double_ = false;
  PendingCall holding_;
};

}  // namespace color_clusters
