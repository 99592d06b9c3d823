// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/color/color.h"

namespace color_clusters {

/// Weighted sums over a set of colors, from which its mean, variance and best split follow.
struct Moments {
  double weight = 0.0;
  /// Σ w x, Σ w y, Σ w z
  std::array<double, 3> sum{};
  /// Σ w xx, Σ w xy, Σ w xz, Σ w yy, Σ w yz, Σ w zz
  std::array<double, 6> square{};

  void add(const Color& color, double color_weight);
  void add(const Moments& other);
  /// Weighted mean; the weight must not be 0.
  [[nodiscard]] Color mean() const;
  /// Weighted sum of the squared distances to the mean.
  [[nodiscard]] double scatter() const;
};

}  // namespace color_clusters
