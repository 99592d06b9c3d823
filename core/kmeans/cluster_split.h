// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/color/color.h"
#include "core/kmeans/moments.h"

namespace color_clusters {

/// By how much splitting a cluster in two is expected to lower the scatter, and the two new
/// centers; the first is the center itself if that is fixed. An empty cluster and one of a single
/// color gain nothing.
struct Split {
  double gain = 0.0;
  Color first{};
  Color second{};
};

/// The splits of clusters of which the first have the centers `fixed`.
std::vector<Split> splits_of(std::span<const Moments> clusters, std::span<const Color> fixed);

}  // namespace color_clusters
