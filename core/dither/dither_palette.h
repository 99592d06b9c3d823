// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "core/color/color.h"

namespace color_clusters {

/// The colors that are left after dithering, and how they are compared.
struct DitherPalette {
  /// 1 … 65535 finite colors in linear light, where mixtures of small dots add up: RGB of any
  /// primaries.
  std::vector<Color> linear;
  /// The same in the space in which distances are measured.
  std::vector<Color> metric;
  /// Converts colors in linear light to that space; `metric` is as long as `linear`. Is called from
  /// several threads at once, also with colors that are not finite.
  std::function<void(std::span<const Color> linear, std::span<Color> metric)> to_metric;
};

}  // namespace color_clusters
