// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/areas/cluster_map.h"
#include "core/bar/bar_geometry.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/output/bar_place.h"
#include "plugin/output/label_sizes.h"
#include "plugin/output/layer_group.h"
#include "plugin/output/layers.h"
#include "plugin/tiles/progress.h"

namespace color_clusters {

/// A font for what is written into images, or null if GIMP has none.
GimpFont* known_font();

/// The font of the numbers. Throws Error when GIMP has none.
GimpFont* font_for_numbers();

/// Numbers for the areas of a posterized picture: 1 is the first color of the color bar. They are
/// as large as their areas allow, up to a size that goes with the picture; areas in which they
/// would be too small to read get none (see LabelSizes).
class Labels {
 public:
  /// Throws Error when GIMP has no font.
  Labels(const SourceLayer& source, const LayerClusters& clusters);

  /// What the key of the numbers takes.
  [[nodiscard]] KeyShape key_shape() const;

  /// A group of text layers, one in the largest circle of what can be seen of each area of the map,
  /// and with the key: cells with the colors and their numbers.
  [[nodiscard]] NewLayer make(ClusterMap map, const VisiblePart& visible,
                              const BarGeometry& geometry, const Progress& progress) const;

 private:
  /// How large a number is at font size 1.
  struct Extent {
    double width;
    double ascent;
  };

  [[nodiscard]] Extent measure(std::size_t number) const;
  /// Adds a text layer with the number of a cluster around (x, y).
  void add_number(LayerGroup& group, std::size_t cluster, double size, double x, double y) const;
  void add_key(LayerGroup& group, const BarGeometry& geometry) const;

  const SourceLayer& source_;
  const LayerClusters& clusters_;
  GimpFont* font_;
  LabelSizes sizes_;
  std::vector<Extent> extents_;
  /// Clusters that have a cell in the key.
  std::vector<std::size_t> used_;
};

}  // namespace color_clusters
