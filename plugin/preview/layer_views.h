// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "plugin/preview/live_clusters.h"
#include "plugin/preview/viewport.h"
#include "plugin/source/source_layer.h"
#include "plugin/tiles/progress.h"

namespace color_clusters {

/// The pictures of a layer that are asked for with its clusters.
class LayerViews {
 public:
  /// Takes the overview, which is about as large as that many pixels of the screen.
  void take_overview(const SourceLayer& layer, double width, double height);
  /// Takes another detail, or none.
  void take_detail(const SourceLayer& layer, const std::optional<Viewport::Detail>& wanted);

  /// Copies the pixels of the whole layer. Throws Cancelled when `progress` asks for it.
  void take_pixels(const SourceLayer& layer, const Progress& progress);

  /// Adds all that was taken to what is asked for. Answers false if that depends on the pixels of
  /// the whole layer, which were not.
  bool complete(LiveRequest& request) const;

 private:
  View overview_;
  View detail_;
  std::shared_ptr<const LayerPixels> pixels_;
};

}  // namespace color_clusters
