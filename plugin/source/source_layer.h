// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <libgimp/gimp.h>

#include "plugin/gimp/error.h"
#include "plugin/gimp/temporary_image.h"
#include "plugin/tiles/layer_pixels.h"

namespace color_clusters {

/// The error that a floating selection has to be anchored first.
Error floating_selection_error();

/// The error that the layer is gone.
Error layer_gone_error();

/// The error that there is no layer.
Error no_layer_error();

/// The one layer that a procedure was called with. Throws Error, with advice for the user, when
/// `drawables` is not exactly one layer of `image`.
GimpLayer* given_layer(GimpImage* image, GimpDrawable** drawables);

/// The layers that a procedure was called with, at least one, in their order, without those that
/// lie in a group that was given, too: it has their pixels. Throws Error as given_layer does.
std::vector<GimpLayer*> given_layers(GimpImage* image, GimpDrawable** drawables);

/// Those of given_layers of which anything is selected. Throws Error when there are none, as
/// check_layer does.
std::vector<GimpLayer*> check_layers(GimpImage* image, GimpDrawable** drawables);

/// Checks what a procedure was called with, without reading pixels, and returns the layer. Throws
/// Error, with advice for the user, when `drawables` is not exactly one layer of `image` or nothing
/// of it is selected.
GimpLayer* check_layer(GimpImage* image, GimpDrawable** drawables);

/// The layer a procedure was called for, and its pixels as the user sees them: with non-destructive
/// filters, with its mask as far as it is applied, inside the selection.
class SourceLayer {
 public:
  /// Checks as check_layer does, and opens the pixels.
  SourceLayer(GimpImage* image, GimpDrawable** drawables);
  /// Opens the pixels of a layer that was checked.
  SourceLayer(GimpImage* image, GimpLayer* layer);
  /// What an image shows: `shown` has it, the only layer of `copy` and as large as the image.
  SourceLayer(GimpImage* image, TemporaryImage copy, GimpLayer* shown);

  /// The artist's layer: never written to. Of what an image shows, a layer of another image.
  [[nodiscard]] GimpLayer* layer() const { return layer_; }
  [[nodiscard]] bool is_merged() const { return is_merged_; }
  [[nodiscard]] GimpImage* image() const { return image_; }

  /// Pixels and masks, limited to the selection's bounds.
  [[nodiscard]] const LayerPixels& selected_pixels() const { return pixels_; }
  /// The same for the whole layer.
  [[nodiscard]] LayerPixels all_pixels() const;

  /// Where the pixels lie in the image. Filters can make a layer larger than it is by itself.
  [[nodiscard]] const GeglRectangle& place() const { return place_; }

 private:
  /// The layer, or a copy in which its filters are merged.
  GimpLayer* visible_layer();
  void open_pixels();
  void open_buffer(GimpDrawable* shown);
  void open_mask();
  void open_selection();

  GimpImage* image_;
  GimpLayer* layer_;
  bool is_merged_ = false;
  // In this order: the buffers go before the image they belong to.
  TemporaryImage copy_;
  GeglRectangle place_ = {};
  LayerPixels pixels_;
};

}  // namespace color_clusters
