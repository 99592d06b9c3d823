// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/color/color.h"
#include "plugin/mapping/cluster_space.h"
#include "plugin/pixels/layer_encoding.h"

namespace color_clusters {

/// Cluster centers, seen from every side that needs them; all lists in the same order.
struct ClusterColors {
  /// In the cluster space.
  std::vector<Color> centers;
  /// As layer colors; neutral for a gray layer.
  std::vector<Color> layer;
  /// As gamma-encoded sRGB; not clipped.
  std::vector<Color> srgb;
  /// As `srgb`, whatever colors the clusters are shown in (see recolor).
  std::vector<Color> found;
  /// The place of each in the list in which they were given or found. It stays when they are put in
  /// another order: of clusters that are equally near, the one with the lowest rank gets a pixel.
  std::vector<std::uint16_t> ranks;
};

/// The clusters `indices`, in that order.
ClusterColors selected(const ClusterColors& colors, std::span<const std::size_t> indices);

/// Moves cluster centers to the layer's encoding and to sRGB, with highlights as they are seen.
ClusterColors cluster_colors(std::span<const Color> centers, const ClusterSpace& space,
                             const LayerEncoding& encoding);

/// Makes clusters as bright as their pixels: where a channel of their layer color lies above white,
/// it becomes what was compressed to that (expand_highlight), but no more than the mean of the
/// pixels' own values. So it stays where no pixel lies above white: means in a perceptual space can
/// be out of gamut. `layer_colors` are all colors of the layer, and `tree` has them in the cluster
/// space.
void expand_highlights(std::span<const Color> layer_colors, const ColorTree& tree,
                       const LayerEncoding& encoding, int threads, ClusterColors& colors);

/// Colors that are given in gamma-encoded sRGB, which they keep, and the nearest to them that the
/// layer can hold.
ClusterColors cluster_colors_from_srgb(std::span<const Color> srgb, const ClusterSpace& space,
                                       const LayerEncoding& encoding);

/// Conversion to sRGB as it is seen, in which it is decided how many colors there are, which are
/// accents and how vivid they are. Outlived by what it is made of.
ToSrgb to_srgb_of(const ClusterSpace& space, const LayerEncoding& encoding);

}  // namespace color_clusters
