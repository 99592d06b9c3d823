// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include "plugin/arguments/posterize_arguments.h"
#include "plugin/clusters/layer_clusters.h"

namespace color_clusters {

/// Whether GIMP has the operation that live filters are made of.
bool has_live_filter(GimpLayer* layer);

/// Why the filter cannot be made then.
const char* why_no_live_filter();

/// A filter that is not in effect yet.
class LiveFilter {
 public:
  /// Throws Error if GIMP does not have the operation.
  explicit LiveFilter(GimpLayer* layer);
  LiveFilter(const LiveFilter&) = delete;
  LiveFilter& operator=(const LiveFilter&) = delete;
  ~LiveFilter();

  /// Makes the filter show these clusters, whatever becomes of the layer. Colors keep 16 bits of
  /// each channel inside sRGB; a color bar has to lie inside the picture.
  void configure(const LayerClusters& clusters, ColorSpace space, const PosterizeArguments& how);
  /// Puts it above the layer's other filters, in one undo step.
  void append() noexcept;

 private:
  GimpLayer* layer_;
  GimpDrawableFilter* filter_;
  bool is_appended_ = false;
};

}  // namespace color_clusters
