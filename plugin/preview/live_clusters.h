// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/areas/cluster_map.h"
#include "core/base/checkpoint.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/clusters/named_colors.h"
#include "plugin/clusters/recolor.h"
#include "plugin/mapping/map_arguments.h"
#include "plugin/pixels/samples.h"

namespace color_clusters {

/// A picture of the layer, or of a part of it.
struct View {
  std::shared_ptr<const Samples> samples;
  /// What it is a picture of, in pixels of the layer.
  GeglRectangle area{};

  [[nodiscard]] bool exists() const { return samples != nullptr; }
};

/// What a command makes of a view, where that is more than the colors of its clusters.
struct PaintedView {
  /// What is seen of each sample, opaque, in gamma-encoded sRGB; empty: the color of its cluster.
  std::vector<Color> picture{};  // NOLINT(readability-redundant-member-init)
  /// Pictures of how black films are, 0 … 255, of which one at a time can be shown instead; the
  /// first are those of the clusters, and an empty one is all white.
  std::vector<std::vector<std::uint8_t>> films{};  // NOLINT(readability-redundant-member-init)
  /// The shares that the clusters have in the end, if those are others than in the map.
  std::vector<double> shares{};  // NOLINT(readability-redundant-member-init)
};

/// What a command has found out about a whole layer, for painting views of it.
struct StepResult {
  virtual ~StepResult() = default;
};

/// What a command does last with the map of a whole layer, before its clusters are counted. Is
/// called in another thread than GTK's; `checkpoint` throws when the work is no longer wanted.
using LastStep = std::function<std::shared_ptr<const StepResult>(
    const LayerClusters& clusters, const Checkpoint& checkpoint, ClusterMap& map)>;

/// What is known of a whole layer; nothing where views are made of their samples alone.
struct WholeLayer {
  std::shared_ptr<const ClusterMap> map;
  /// What the last step has found out, before the clusters got the order that they have in the map.
  std::shared_ptr<const StepResult> known;
};

/// A view with the clusters of its samples.
struct MappedView {
  View view;
  ClusterMap map;
  WholeLayer whole{};
  PaintedView painted{};
};

/// Paints a view, whose map is of the clusters. They are given as they were found, and as they are
/// shown. Is called in another thread than GTK's, and must not call libgimp.
using PaintView = std::function<PaintedView(const MappedView& mapped, const LayerClusters& found,
                                            const LayerClusters& shown)>;

/// What a dialog asks for.
struct LiveRequest {
  ClusterArguments arguments;
  /// How areas are tidied or dithered.
  AreaArguments areas{};
  DitherArguments dither{};
  Recoloring recoloring{};
  /// What names the colors that are shown, or nothing.
  std::vector<NamedColor> names{};  // NOLINT(readability-redundant-member-init)
  /// What is done with the map of the whole layer before a detail of it is shown, or nothing: the
  /// same object as before as long as it does the same.
  std::shared_ptr<const LastStep> last_step{};  // NOLINT(readability-redundant-member-init)
  /// What is made of the views, or nothing.
  PaintView paint{};  // NOLINT(readability-redundant-member-init)
  /// The whole layer, and a part of it that is shown larger, or none.
  View overview;
  View detail;
  /// The layer's pixels in memory, or none. Tidied areas and dithering of a detail depend on all of
  /// them: without them they are those of the detail alone.
  std::shared_ptr<const LayerPixels> layer;

  /// Whether what a detail shows depends on the whole layer.
  [[nodiscard]] bool depends_on_layer() const {
    return detail.exists() && (last_step != nullptr || changes_map(areas, dither));
  }
};

/// What a dialog shows.
struct LiveResult {
  std::shared_ptr<const LayerClusters> clusters;
  MappedView overview;
  std::optional<MappedView> detail;
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
