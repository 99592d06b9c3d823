// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/areas/cluster_map.h"
#include "core/areas/label_places.h"
#include "plugin/arguments/posterize_arguments.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/clusters/recolor.h"
#include "plugin/output/bar_place.h"
#include "plugin/output/label_sizes.h"
#include "plugin/pixels/samples.h"

namespace color_clusters {

/// What a dialog asks for.
struct LiveRequest {
  ClusterArguments arguments;
  /// What is done with the clusters of the pixels, and labels for their areas, if wanted.
  AreaArguments areas{};
  DitherArguments dither{};
  std::optional<LabelSizes> labels;
  FindVisiblePart visible_part;
  Recoloring recoloring{};
  /// The part of the layer to be shown, and the whole layer, which the shares are counted in where
  /// they are not those of the histogram. They can be the same.
  std::shared_ptr<const Samples> samples;
  std::shared_ptr<const Samples> overview;
};

/// What a dialog shows.
struct LiveResult {
  std::shared_ptr<const LayerClusters> clusters;
  std::shared_ptr<const Samples> samples;
  /// The clusters of the samples.
  ClusterMap map;
  /// Where labels go among the samples, and how large they are, if they are wanted.
  std::vector<LabelPlace> labels;
  std::optional<LabelSizes> label_sizes;
};

/// Clusters a histogram again and again in a thread of its own, always for the newest wish: one
/// that is overtaken by another is dropped. Knows nothing of GIMP, which may be called by the main
/// thread at the same time.
class LiveClusters {
 public:
  /// Called in GTK's main loop.
  using Show = std::function<void(std::shared_ptr<const LiveResult> result)>;
  using Fail = std::function<void(const std::string& message)>;

  LiveClusters(ColorHistogram histogram, const LayerEncoding& encoding, Show show, Fail fail);
  /// Waits for what is under way; nothing is shown any more.
  ~LiveClusters();
  LiveClusters(const LiveClusters&) = delete;
  LiveClusters& operator=(const LiveClusters&) = delete;

  void request(LiveRequest request);

  [[nodiscard]] const ColorHistogram& histogram() const;

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace color_clusters
