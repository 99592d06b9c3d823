// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "core/areas/cluster_map.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/mapping/map_arguments.h"
#include "plugin/pixels/samples.h"
#include "plugin/preview/live_clusters.h"

namespace color_clusters {

/// A cache of one map: the clusters of all pixels of a layer in memory, made as those of the result
/// are.
class LayerMap {
 public:
  struct Request {
    std::shared_ptr<const LayerPixels> layer;
    std::shared_ptr<const LayerClusters> clusters;
    AreaArguments areas;
    DitherArguments dither;
    std::shared_ptr<const LastStep> last_step;
    Order order = Order::share;

    bool operator==(const Request&) const = default;
  };

  /// Throws Cancelled as soon as `keep_going` returns false.
  const WholeLayer& find(const Request& request, const std::function<bool()>& keep_going);
  /// Whether it holds that map already.
  [[nodiscard]] bool is(const Request& request) const { return request == request_; }
  /// The clusters with the shares that they have in that map, and in their order.
  [[nodiscard]] const std::shared_ptr<const LayerClusters>& clusters() const { return clusters_; }

 private:
  Request request_;
  WholeLayer whole_;
  std::shared_ptr<const LayerClusters> clusters_;
};

/// The part of a map of the whole layer that belongs to the samples of a view.
ClusterMap part_of(const ClusterMap& map, const View& view);

}  // namespace color_clusters
