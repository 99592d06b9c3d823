// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "plugin/preview/live_clusters.h"
#include "plugin/preview/viewport.h"
#include "plugin/source/source_layer.h"

namespace color_clusters {

/// The pictures of a layer that are asked for with its clusters.
class LayerViews {
 public:
  /// Takes the overview, which is about as large as that many pixels of the screen.
  void take_overview(const SourceLayer& layer, double width, double height);
  /// Takes another detail, or none.
  void take_detail(const SourceLayer& layer, const std::optional<Viewport::Detail>& wanted);

  /// Adds them to what is asked for, with the pixels of the whole layer where a detail depends on
  /// all of them: they are copied once, when that is needed.
  void complete(const SourceLayer& layer, LiveRequest& request);

 private:
  View overview_;
  View detail_;
  std::shared_ptr<const LayerPixels> pixels_;
};

}  // namespace color_clusters
