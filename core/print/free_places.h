// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/areas/area_distances.h"
#include "core/areas/cluster_map.h"
#include "core/areas/connected_areas.h"
#include "core/print/segment.h"

namespace color_clusters {

/// Where in a map there is room for a number that stands outside of its area, and for the line
/// from there: beside borders, and beside what is there already. What is taken is kept in a list
/// for each square of a grid.
class FreePlaces {
 public:
  struct Lines {
    /// How far what is drawn along borders reaches from them.
    double border;
    /// That of the lines that lead to areas.
    double line_width;
  };

  /// Map, areas and distances are to live longer.
  FreePlaces(const ClusterMap& map, const ConnectedAreas& areas, const AreaDistances& distances,
             const Lines& lines);

  /// Takes a circle, or the line between two spots.
  void take(const Spot& middle, double radius);
  void take(const Spot& begin, const Spot& end);

  /// Whether a circle fits into an area other than `area`, and the line from its edge, `begin`, to
  /// `end`, which lies in `area`, touches nothing else than these two.
  [[nodiscard]] bool has_room(const Spot& middle, double radius, const Spot& begin, const Spot& end,
                              std::uint32_t area) const;

 private:
  /// All that is no further than `radius` from the line between two spots.
  struct Capsule {
    Spot begin;
    Spot end;
    double radius;
  };

  void take(const Capsule& taken);
  [[nodiscard]] bool is_free(const Capsule& wanted) const;
  [[nodiscard]] std::uint32_t area_at(const Spot& spot) const;
  [[nodiscard]] bool stays_in(const Spot& begin, const Spot& end, std::uint32_t one,
                              std::uint32_t other) const;
  /// Calls `visit(square)` for the squares that a capsule can lie in, until that returns false.
  template <typename Visit>
  bool for_squares(const Capsule& capsule, const Visit& visit) const;

  const ClusterMap& map_;
  const ConnectedAreas& areas_;
  const AreaDistances& distances_;
  Lines lines_;
  int columns_;
  int rows_;
  std::vector<Capsule> taken_;
  std::vector<std::vector<std::uint32_t>> squares_;
};

}  // namespace color_clusters
