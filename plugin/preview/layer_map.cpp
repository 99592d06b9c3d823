// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/preview/layer_map.h"

#include <utility>

#include "plugin/mapping/map_layer.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {

const ClusterMap& LayerMap::map(const Request& request, const std::function<bool()>& keep_going) {
  if (request == request_) return map_;
  request_ = {};
  clusters_ = request.clusters;
  CountedMap counted = map_layer(*request.layer, clusters_->colors, clusters_->space, request.areas,
                                 request.dither, MapOf::picture, thread_count(),
                                 {.mapping = [&](double) { return keep_going(); },
                                  .tidying =
                                      [&] {
                                        if (!keep_going()) throw Cancelled();
                                      }});
  map_ = std::move(counted.map);
  if (changes_map(request.areas, request.dither)) {
    auto changed = std::make_shared<LayerClusters>(*clusters_);
    update_shares_and_order(std::move(counted.shares), request.order, map_, *changed);
    clusters_ = std::move(changed);
  }
  request_ = request;
  return map_;
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
