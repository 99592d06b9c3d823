// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/areas/cluster_map.h"
#include "core/base/pixel_area.h"

namespace color_clusters {

/// What of a map can be seen: what lies in `seen` and in none of `covered`. They may reach beyond
/// the map.
struct VisiblePart {
  PixelArea seen;
  std::vector<PixelArea> covered;

  bool operator==(const VisiblePart&) const = default;
};

/// Makes all pixels that cannot be seen "no pixel".
void keep_visible(const VisiblePart& part, ClusterMap& map);

/// The same part in a map with `scale` (> 0) samples for each pixel of a row, whose first one lies
/// at (x, y). A sample that is partly outside or covered cannot be seen.
VisiblePart in_samples(const VisiblePart& part, int x, int y, double scale);

}  // namespace color_clusters
