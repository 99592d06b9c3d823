// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/areas/cluster_map.h"

namespace color_clusters {

/// A map from rows of letters: a is cluster 0, b is 1 and so on, and a point is no pixel.
ClusterMap draw_map(const std::vector<std::string>& rows);

/// The rows of letters for a map.
std::vector<std::string> drawing_of(const ClusterMap& map);

/// A map of one cluster.
ClusterMap plain_map(int width, int height);

/// A map of `clusters` clusters, each pixel at random; one in ten is no pixel.
ClusterMap random_map(int width, int height, unsigned clusters, std::uint32_t seed);

/// Soft waves of `clusters` clusters, and noise that changes one pixel in `noise_period`.
ClusterMap noisy_waves(int width, int height, unsigned clusters, unsigned noise_period,
                       std::uint32_t seed);

}  // namespace color_clusters
