// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

#include "core/mixing/mix_program.h"

namespace color_clusters {

/// The nearest point of the hull, as a mix of palette colors: they span the face on which it lies.
/// (P. Wolfe, "Finding the nearest point in a polytope", 1976)
class NearestOfHull {
 public:
  NearestOfHull(const MixPoints& palette, const MixPoint& target)
      : palette_(palette), target_(target) {}

  /// Begins at the palette colors of a mix, or at the one nearest to the target if there are none.
  void find(const ConvexMix& beginning);

  [[nodiscard]] const MixPoint& nearest() const { return nearest_; }

  /// Whether palette colors are on the face that are not in the mix, so that there may be others.
  [[nodiscard]] bool has_others() const { return has_others_; }

  [[nodiscard]] ConvexMix mix() const;

 private:
  void start();
  bool start_at(const ConvexMix& beginning);
  void set_nearest();
  std::size_t find_added();
  bool settle();
  bool solve_plane(std::array<double, 4>& wanted) const;

  const MixPoints& palette_;
  MixPoint target_;
  MixPoint nearest_{};
  std::array<std::size_t, 4> points_{};
  std::array<double, 4> weights_{};
  std::size_t count_ = 0;
  bool has_others_ = false;
};

}  // namespace color_clusters
