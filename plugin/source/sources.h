// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plugin/source/source_layer.h"

namespace color_clusters {

/// Layers whose colors are one picture's, from the topmost down; never empty.
using Sources = std::vector<std::unique_ptr<const SourceLayer>>;

/// All layers of an image from the topmost down, a group before what lies in it.
std::vector<GimpLayer*> layers_from_the_top(GimpImage* image);

/// The layers to name where a procedure was called: those of given_layers; none where what the
/// image shows is looked at and something else than layers was given.
std::vector<GimpLayer*> named_layers(GimpImage* image, GimpDrawable** drawables, bool is_merged);

/// Opens what a procedure was called for: all layers of check_layers, or, if `is_merged`, what the
/// image shows instead, as a layer with the name `title`.
Sources open_sources(GimpImage* image, GimpDrawable** drawables, bool is_merged,
                     const std::string& title);

/// Checks the same without reading pixels.
void check_sources(GimpImage* image, GimpDrawable** drawables, bool is_merged);

/// What an image shows, or a part of it, as a layer of that name. Throws Error when
/// it has no layers.
std::unique_ptr<const SourceLayer> merged_source(GimpImage* image, const std::string& name,
                                                 const std::optional<GeglRectangle>& part = {});

/// The pixels of all of them that are selected.
std::vector<LayerPixels> selected_pixels(const Sources& sources);

/// The smallest rectangle of the image in which all of them lie.
GeglRectangle place_of(const Sources& sources);

}  // namespace color_clusters
