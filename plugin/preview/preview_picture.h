// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <cairo.h>

#include "plugin/preview/live_clusters.h"

namespace color_clusters {

struct SurfaceDestroy {
  void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
};
using OwnedSurface = std::unique_ptr<cairo_surface_t, SurfaceDestroy>;

/// What is picked out of a picture.
struct Highlight {
  /// The cluster that is pointed at: all others are dimmed or, where there are films, its film is
  /// shown.
  std::optional<std::size_t> cluster;
  /// The film that is shown when none is pointed at.
  std::optional<std::size_t> film;

  bool operator==(const Highlight&) const = default;
};

/// One view of the layer as pictures for the screen: as it is, and posterized.
class PreviewPicture {
 public:
  /// `clusters` are those of the view's map.
  void show(MappedView mapped, std::shared_ptr<const LayerClusters> clusters,
            const Highlight& highlight);
  void highlight(const Highlight& highlight);
  void clear() { *this = PreviewPicture(); }

  [[nodiscard]] bool exists() const { return posterized_ != nullptr; }
  [[nodiscard]] const GeglRectangle& area() const { return mapped_.view.area; }
  [[nodiscard]] const MappedView& mapped() const { return mapped_; }
  [[nodiscard]] cairo_surface_t* original() const { return original_.get(); }
  [[nodiscard]] cairo_surface_t* posterized() const { return posterized_.get(); }
  /// Whether a film is shown in place of the picture.
  /// Whether a pixel of the layer is in the view.
  [[nodiscard]] bool covers(double x, double y) const;
  /// The cluster of that pixel, or none.
  [[nodiscard]] std::optional<std::size_t> cluster_at(double x, double y) const;
  /// Its color in the layer, in sRGB.
  [[nodiscard]] Color color_at(double x, double y) const;

 private:
  [[nodiscard]] std::size_t sample_at(double x, double y) const;
  /// The number of the film that is shown.
  [[nodiscard]] std::optional<std::size_t> shown_film() const;
  void paint();

  MappedView mapped_;
  std::shared_ptr<const LayerClusters> clusters_;
  /// The samples as sRGB.
  std::vector<Color> colors_;
  Highlight highlight_;
  OwnedSurface original_;
  OwnedSurface posterized_;
};

}  // namespace color_clusters
