// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bar/contrast.h"

#include <algorithm>

#include "core/color/srgb.h"

namespace color_clusters {

double relative_luminance(const Color& srgb) {
  Color inside{};
  // NaN becomes 0.
  std::ranges::transform(srgb, inside.begin(),
                         [](float value) { return value > 0.0F ? std::min(value, 1.0F) : 0.0F; });
  const Color linear = linear_from_srgb(inside);
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

double contrast_ratio(double luminance, double other) {
  // The light that a screen reflects, as a part of its white.
  constexpr double flare = 0.05;
  const auto [darker, lighter] = std::minmax(luminance, other);
  return (lighter + flare) / (darker + flare);
}

bool reads_better_in_black(const Color& ground) {
  const double luminance = relative_luminance(ground);
  return contrast_ratio(luminance, 0.0) >= contrast_ratio(luminance, 1.0);
}

}  // namespace color_clusters
