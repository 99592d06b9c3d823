// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <optional>
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

/// A picture of the layer, or of a part of it.
struct View {
  std::shared_ptr<const Samples> samples;
  /// What it is a picture of, in pixels of the layer.
  GeglRectangle area{};

  [[nodiscard]] bool exists() const { return samples != nullptr; }
};

/// What a dialog asks for.
struct LiveRequest {
  ClusterArguments arguments;
  /// How areas are tidied or dithered, and labels for them, if wanted.
  AreaArguments areas{};
  DitherArguments dither{};
  std::optional<LabelSizes> labels;
  /// The part of the layer that labels have to stay in, if they are wanted.
  FindVisiblePart visible_part;
  Recoloring recoloring{};
  /// The whole layer, and a part of it that is shown larger, or none.
  View overview;
  View detail;
  /// The layer's pixels in memory, or none. Tidied areas and dithering of a detail depend on all of
  /// them: without them they are those of the detail alone.
  std::shared_ptr<const LayerPixels> layer;

  /// Whether what a detail shows depends on the whole layer.
  [[nodiscard]] bool depends_on_layer() const {
    return detail.exists() && (changes_map(areas, dither) || labels.has_value());
  }
};

/// A view with the clusters of its samples.
struct MappedView {
  View view;
  ClusterMap map;
  /// Where labels go among the samples, if they are wanted.
  std::vector<LabelPlace> labels;
};

/// What a dialog shows.
struct LiveResult {
  std::shared_ptr<const LayerClusters> clusters;
  MappedView overview;
  std::optional<MappedView> detail;
  /// How large labels are, if they are wanted.
  std::optional<LabelSizes> label_sizes;
};

/// Clusters a histogram in a thread of its own, always for the newest request: older ones are
/// dropped. Does not call libgimp, which the main thread may be using at the same time.
class LiveClusters {
 public:
  /// Called in GTK's main loop. What `show` throws goes to `fail`, too, which throws nothing.
  using Show = std::function<void(std::shared_ptr<const LiveResult> result)>;
  using Fail = std::function<void(const std::exception_ptr& failure)>;

  LiveClusters(ColorHistogram histogram, const LayerEncoding& encoding, Show show, Fail fail);
  /// Waits for the work in progress; its result is dropped.
  ~LiveClusters();
  LiveClusters(const LiveClusters&) = delete;
  LiveClusters& operator=(const LiveClusters&) = delete;

  void request(LiveRequest request);

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace color_clusters
