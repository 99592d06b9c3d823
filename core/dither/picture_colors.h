// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "core/color/color.h"

namespace color_clusters {

/// The pixels of a picture are its colors in linear light, of any size and sign; NaN counts as 0.
struct LinearColors {
  using Pixel = Color;
};

/// The pixels of a picture are numbers of colors, of which there are few enough for a table: what
/// dithering needs to know of them is looked up sooner than that of colors.
struct NumberedColors {
  using Pixel = std::uint32_t;

  /// Of numbers, from 0 on: above 0.
  std::size_t count = 0;
  /// The colors of some numbers, as LinearColors has them; `linear` is as long. Is called from
  /// several threads at once.
  std::function<void(std::span<const std::uint32_t> numbers, std::span<Color> linear)> to_linear;
};

}  // namespace color_clusters
