// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include <libgimp/gimp.h>

#include "core/areas/cluster_map.h"
#include "core/bar/bar_geometry.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/gimp/error.h"
#include "plugin/glib/owned.h"
#include "plugin/results/result_plan.h"
#include "plugin/source/source_layer.h"
#include "plugin/tiles/layer_pixels.h"
#include "plugin/tiles/progress.h"

namespace color_clusters {

/// Deletes a layer that never made it into an image.
struct LayerDelete {
  void operator()(GimpLayer* layer) const noexcept { gimp_item_delete(GIMP_ITEM(layer)); }
};
/// A finished layer that belongs to no image yet. Nothing of the image has changed so far.
using NewLayer = std::unique_ptr<GimpLayer, LayerDelete>;

/// The error that GIMP could not make a layer.
Error layer_error();

enum class Alpha { like_source, always, never };

/// An empty layer of the source's type and precision at `place`, for `image`, which is the source's
/// image or one like it.
NewLayer new_layer(const SourceLayer& source, GimpImage* image, const std::string& name,
                   const GeglRectangle& place, Alpha alpha = Alpha::like_source);

/// Makes all of a new layer white, in GIMP: nothing is sent there, and tiles that stay white share
/// their memory.
void fill_white(GimpLayer* layer);

/// Opacity, mode and blending of one layer for another.
void copy_blending(GimpLayer* from, GimpLayer* to);

/// The posterized picture of `source`: a layer of the same size, place, type and blending. The
/// pixels get the clusters of `map`, which covers the whole layer, or, if that is null, the nearest
/// ones.
NewLayer make_posterized_layer(const SourceLayer& source, const LayerClusters& clusters,
                               const ClusterMap* map, const Progress& progress);

/// A bar at that place with one segment per cluster, for `image`: see new_layer.
NewLayer make_color_bar(const SourceLayer& source, GimpImage* image, const std::string& name,
                        const LayerClusters& clusters, const BarGeometry& geometry);

/// Finished layers that go into a group below others, the first at the bottom. GIMP copies a group
/// in a time that grows with the square of the number of layers in it, so many are added
/// afterwards.
struct LayersOfGroup {
  GimpLayer* group = nullptr;
  std::vector<NewLayer> layers{};  // NOLINT(readability-redundant-member-init)
};

/// Finished layers, the first at the bottom, and where they go.
struct Insertion {
  std::vector<NewLayer> layers;
  ResultPlan plan;
  /// What goes into a group among them as soon as they are in the image.
  LayersOfGroup inner{};  // NOLINT(readability-redundant-member-init)
};

/// Inserts the layers as planned and makes that area the canvas, all in one undo step; selects the
/// first of each insertion. From then on the image owns them.
void insert_layers(GimpImage* image, std::vector<Insertion> insertions, const PixelArea& canvas);

}  // namespace color_clusters
