// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include <babl/babl.h>

#include "core/color/color.h"
#include "core/histogram/color_histogram.h"
#include "core/kmeans/color_tree.h"
#include "plugin/pixels/layer_encoding.h"

namespace color_clusters {

/// The spaces in which distances between colors can be measured.
enum class ColorSpace { srgb, oklab, cielab };

/// Converts between layer colors and one cluster space. Nothing is clipped on the way: colors
/// outside sRGB keep their place. Coordinates: `srgb` gamma-encoded sRGB, 0 … 1 in gamut; `oklab`
/// L 0 … 1; `cielab` L 0 … 100 (D50). Can be used from several threads at once.
///
/// Where a layer has highlights, values above its display white, they are compressed channel by
/// channel (compress_highlight) before anything else: they have the place that they are seen at.
/// What comes back has the colors that are seen.
class ClusterSpace {
 public:
  /// For layers without highlights.
  ClusterSpace(ColorSpace space, const LayerEncoding& encoding);
  /// For the layer that has these colors.
  ClusterSpace(ColorSpace space, const LayerEncoding& encoding, const ColorHistogram& histogram);

  [[nodiscard]] ColorSpace space() const { return space_; }
  [[nodiscard]] bool has_highlights() const { return has_highlights_; }

  /// Layer colors to cluster space; `to` is as long as `from` and may be the same.
  void from_layer(std::span<const Color> from, std::span<Color> to) const;

  /// Cluster space to layer colors, in place. Those of a gray layer come out neutral.
  void to_layer(std::span<Color> colors) const;

  /// Layer colors to linear light of sRGB's primaries, not clipped; `to` is as long as `from` and
  /// may be the same.
  void linear_from_layer(std::span<const Color> from, std::span<Color> to) const;

  /// Such colors to cluster space; `to` is as long as `from` and may be the same.
  void from_linear(std::span<const Color> from, std::span<Color> to) const;

  /// Whether layer colors are gamma-encoded sRGB.
  [[nodiscard]] bool layer_is_srgb() const { return layer_to_srgb_ == nullptr; }

  /// True when layer colors and cluster space are the same.
  [[nodiscard]] bool is_identity() const {
    return layer_to_srgb_ == nullptr && space_ == ColorSpace::srgb && !has_highlights_;
  }

 private:
  ColorSpace space_;
  bool is_gray_;
  bool has_highlights_ = false;
  /// Conversions by babl, for layers whose colors are not gamma-encoded sRGB.
  const Babl* layer_to_srgb_ = nullptr;
  const Babl* srgb_to_layer_ = nullptr;
};

/// The colors of a histogram of layer colors, moved to a cluster space on up to `threads` threads.
ColorTree tree_in_cluster_space(const ColorHistogram& histogram, const ClusterSpace& space,
                                int threads);

/// Layer colors as gamma-encoded sRGB; not clipped.
std::vector<Color> to_srgb(std::span<const Color> layer_colors, const LayerEncoding& encoding);

/// Gamma-encoded sRGB as Oklab.
std::vector<Color> oklab_from_srgb(std::span<const Color> srgb);

}  // namespace color_clusters
