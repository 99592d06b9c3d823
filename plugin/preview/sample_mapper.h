// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "core/areas/cluster_map.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/mapping/map_arguments.h"
#include "plugin/pixels/samples.h"

namespace color_clusters {

/// Posterizes samples as a whole layer would be, by the same rules for what is seen, nearest and
/// tidied; lengths in pixels are scaled with the samples.
class SampleMapper {
 public:
  ClusterMap map(const std::shared_ptr<const Samples>& samples, const LayerClusters& clusters,
                 const AreaArguments& areas, const DitherArguments& dither);

 private:
  /// Samples in a cluster space.
  struct Converted {
    std::shared_ptr<const Samples> samples;
    ColorSpace space = ColorSpace::srgb;
    std::vector<Color> colors;
  };

  /// The samples in the clusters' space, cached: the conversion takes long.
  const std::vector<Color>& in_cluster_space(const std::shared_ptr<const Samples>& samples,
                                             const ClusterSpace& space);

  /// Of the whole layer and of a spot.
  std::array<Converted, 2> converted_;
  std::size_t oldest_ = 0;
};

/// The share of each of `clusters` clusters in a map of the samples; sum 1.
std::vector<double> shares_of_samples(const Samples& samples, const ClusterMap& map,
                                      std::size_t clusters);

}  // namespace color_clusters
