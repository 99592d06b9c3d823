// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/preview/sample_mapper.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <span>

#include "core/base/parallel.h"
#include "core/color/nearest_color.h"
#include "core/histogram/pixel_weight.h"
#include "plugin/gimp/run_context.h"
#include "plugin/mapping/dither_clusters.h"
#include "plugin/mapping/map_layer.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

constexpr std::size_t samples_per_task = 16384;

/// Calls `use(begin, count)` for parts of `size` samples, on several threads.
template <typename Use>
void for_each_part(std::size_t size, const Use& use) {
  parallel_ranges(size, samples_per_task, thread_count(),
                  [&](std::size_t begin, std::size_t end) { use(begin, end - begin); });
}

AreaArguments scaled(const AreaArguments& areas, double scale) {
  return {.smallest_area = static_cast<int>(std::lround(areas.smallest_area * scale * scale)),
          .smooth_edges = static_cast<int>(std::lround(areas.smooth_edges * scale)),
          .minimum_width = static_cast<int>(std::lround(areas.minimum_width * scale))};
}

void dither(const Samples& samples, const LayerClusters& clusters, const DitherArguments& arguments,
            ClusterMap& map) {
  std::vector<Color> linear(samples.colors.size());
  for_each_part(linear.size(), [&](std::size_t begin, std::size_t count) {
    clusters.space.linear_from_layer(std::span(samples.colors).subspan(begin, count),
                                     std::span(linear).subspan(begin, count));
  });
  Ditherer(dither_palette(clusters.colors, clusters.space), samples.width,
           arguments.options(thread_count()))
      .dither_rows(linear, map.clusters);
}

}  // namespace

const std::vector<Color>& SampleMapper::in_cluster_space(
    const std::shared_ptr<const Samples>& samples, const ClusterSpace& space) {
  for (const Converted& known : converted_) {
    if (known.samples == samples && known.space == space.space()) return known.colors;
  }
  Converted& converted = converted_[oldest_];
  oldest_ = (oldest_ + 1) % converted_.size();
  converted.samples = samples;
  converted.space = space.space();
  converted.colors.resize(samples->colors.size());
  for_each_part(converted.colors.size(), [&](std::size_t begin, std::size_t count) {
    space.from_layer(std::span(samples->colors).subspan(begin, count),
                     std::span(converted.colors).subspan(begin, count));
  });
  return converted.colors;
}

ClusterMap SampleMapper::map(const std::shared_ptr<const Samples>& samples,
                             const LayerClusters& clusters, const AreaArguments& areas,
                             const DitherArguments& dither_arguments) {
  ClusterMap map{.clusters = {}, .width = samples->width, .height = samples->height};
  // Dithering asks for any cluster of each pixel that is there.
  map.clusters.assign(samples->colors.size(), 0);
  const bool is_dithered = dither_arguments.is_on();
  if (!is_dithered) {
    NearestColor(clusters.colors.centers, clusters.colors.ranks)
        .find(in_cluster_space(samples, clusters.space), map.clusters, thread_count());
  }
  for (std::size_t i = 0; i < map.clusters.size(); ++i) {
    if (!is_seen(samples->alpha[i], samples->selected[i])) map.clusters[i] = no_cluster;
  }
  if (is_dithered) dither(*samples, clusters, dither_arguments, map);
  tidy_areas(scaled(areas, samples->scale), clusters.colors.centers, thread_count(), {}, map);
  return map;
}

std::vector<double> shares_of_samples(const Samples& samples, const ClusterMap& map,
                                      std::size_t clusters) {
  std::vector<double> shares(clusters);
  for (std::size_t i = 0; i < map.clusters.size(); ++i) {
    if (map.clusters[i] == no_cluster) continue;
    shares[map.clusters[i]] += static_cast<double>(samples.alpha[i] * samples.selected[i]);
  }
  const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
  for (double& share : shares) share = total > 0.0 ? share / total : 0.0;
  return shares;
}

}  // namespace color_clusters
