// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/areas/area_distances.h"
#include "core/areas/cluster_map.h"
#include "core/areas/connected_areas.h"

namespace color_clusters {

/// Where there is most room for a label in an area.
struct LabelPlace {
  std::uint16_t cluster = 0;
  /// The pixel that is the middle of the largest circle inside the area.
  int x = 0;
  int y = 0;
  /// Pixels from there to the nearest one of another area, to "no pixel" or to what would be the
  /// nearest pixel outside the map, from middle to middle. At least 1.
  double radius = 0.0;
  /// Pixels of the whole area.
  std::uint32_t size = 0;

  friend bool operator==(const LabelPlace&, const LabelPlace&) = default;
};

/// Finds a place for a label in each 4-connected area of a map, in the order of
/// find_connected_areas. Of several places with the same radius it is the one nearest to the middle
/// (the mean) of the area, then the one further up, then the one further left. Throws
/// std::invalid_argument as find_connected_areas does. Memory: besides areas and distances 40 bytes
/// an area.
std::vector<LabelPlace> find_label_places(const ClusterMap& map, int threads,
                                          const Checkpoint& checkpoint = {});

/// The same where the areas and the distances are known already.
std::vector<LabelPlace> label_places_of(const ClusterMap& map, const ConnectedAreas& areas,
                                        const AreaDistances& distances,
                                        const Checkpoint& checkpoint = {});

}  // namespace color_clusters
