// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plugin/clusters/layer_clusters.h"
#include "plugin/numbers/lettering.h"
#include "plugin/numbers/number_picture.h"
#include "plugin/output/layers.h"
#include "plugin/tiles/progress.h"

namespace color_clusters {

/// So many numbers are one layer; fewer are text layers, to be moved and edited one by one.
inline constexpr std::size_t many_numbers = 300;

struct NumberLayers {
  /// Numbers, Outlines, Painted and Paper, of which either the painted picture is seen or all the
  /// others.
  NewLayer group;
  /// Text layers that the group of numbers in it is to get.
  LayersOfGroup texts;
};

/// A picture to paint by numbers. `areas` covers the whole layer and has the numbers of the
/// clusters' order; `painted` is its map with the pixels that a mask hides.
NumberLayers make_number_layers(const SourceLayer& source, const LayerClusters& clusters,
                                const NumberedAreas& areas, const ClusterMap& painted,
                                const NumberArguments& arguments, const Lettering& lettering,
                                const Progress& progress);

}  // namespace color_clusters
