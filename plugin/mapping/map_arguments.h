// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dither/dither.h"

namespace color_clusters {

inline constexpr int max_smallest_area = 1000000;
inline constexpr int max_smoothing = 10;

/// How the areas of a posterized picture are tidied up.
struct AreaArguments {
  /// See CleaningOptions, SmoothingOptions and NarrowPartsOptions; in pixels.
  int smallest_area = 0;
  int smooth_edges = 0;
  int minimum_width = 0;

  [[nodiscard]] bool change_anything() const {
    return smallest_area > 1 || smooth_edges > 0 || minimum_width > 1;
  }

  bool operator==(const AreaArguments&) const = default;
};

/// How colors between those of the clusters are shown.
struct DitherArguments {
  DitherMethod method = DitherMethod::none;
  /// Percent.
  double strength = 100.0;

  /// Without strength each pixel has its nearest color, like all that are not dithered.
  [[nodiscard]] bool is_on() const { return method != DitherMethod::none && strength > 0.0; }

  [[nodiscard]] DitherOptions options(int threads) const {
    return {.method = method, .strength = strength / 100.0, .threads = threads};
  }

  bool operator==(const DitherArguments&) const = default;
};

/// Whether pixels can get other clusters than the nearest ones.
[[nodiscard]] inline bool changes_map(const AreaArguments& areas, const DitherArguments& dither) {
  return dither.is_on() || areas.change_anything();
}

}  // namespace color_clusters
