// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/preview/layer_map.h"

#include <utility>

#include "plugin/mapping/map_layer.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {

const WholeLayer& LayerMap::find(const Request& request, const std::function<bool()>& keep_going) {
  if (request == request_) return whole_;
  request_ = {};
  whole_ = {};
  clusters_ = request.clusters;
  const auto checkpoint = [&keep_going] {
    if (!keep_going()) throw Cancelled();
  };
  CountedMap counted = map_layer(
      *request.layer, clusters_->colors, clusters_->space, request.areas, request.dither,
      MapOf::picture, thread_count(),
      {.mapping = [&](double) { return keep_going(); }, .tidying = {}, .checkpoint = checkpoint});
  if (request.last_step) {
    checkpoint();
    whole_.known = (*request.last_step)(*clusters_, checkpoint, counted.map);
    counted = count_map(*request.layer, std::move(counted.map), clusters_->shares.size(),
                        MapOf::picture, thread_count(), checkpoint);
  }
  if (request.last_step || changes_map(request.areas, request.dither)) {
    auto changed = std::make_shared<LayerClusters>(*clusters_);
    update_shares_and_order(std::move(counted.shares), request.order, counted.map, *changed);
    clusters_ = std::move(changed);
  }
  whole_.map = std::make_shared<const ClusterMap>(std::move(counted.map));
  request_ = request;
  return whole_;
}

ClusterMap part_of(const ClusterMap& map, const View& view) {
  const Samples& samples = *view.samples;
  ClusterMap part{.clusters = {}, .width = samples.width, .height = samples.height};
  part.clusters.reserve(part.index(0, samples.height));
  const std::vector<int> columns = sample_positions(view.area.width, samples.width);
  for (const int y : sample_positions(view.area.height, samples.height)) {
    for (const int x : columns) {
      part.clusters.push_back(map.clusters[map.index(view.area.x + x, view.area.y + y)]);
    }
  }
  return part;
}

}  // namespace color_clusters
