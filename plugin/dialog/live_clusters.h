// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "plugin/layer_clusters.h"
#include "plugin/pixels/samples.h"

namespace color_clusters {

/// What a dialog shows.
struct LiveResult {
  std::shared_ptr<const LayerClusters> clusters;
  /// For each sample the number of its cluster.
  std::vector<std::uint16_t> assignments;
  /// The samples that these belong to.
  std::shared_ptr<const Samples> samples;
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

  void request(const ClusterArguments& arguments, std::shared_ptr<const Samples> samples);

  [[nodiscard]] const ColorHistogram& histogram() const;

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace color_clusters
