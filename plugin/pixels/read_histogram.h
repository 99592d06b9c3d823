// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <variant>

#include "core/histogram/byte_color_counter.h"
#include "core/histogram/color_histogram.h"
#include "core/histogram/float_color_counter.h"
#include "plugin/tiles/layer_pixels.h"
#include "plugin/tiles/progress.h"

namespace color_clusters {

/// What was counted of a layer: exactly for 8 bits, as FloatColorCounter does for more.
using CountedColors = std::variant<ByteColorCounter, FloatColorCounter>;

/// Counts the layer colors of all pixels, each weighted by its alpha and masks. What is counted
/// does not depend on `threads`. Throws Cancelled when `progress` asks for it.
CountedColors count_colors(const LayerPixels& pixels, int threads, const Progress& progress);

/// The histogram of counted colors; empty when nothing had any weight.
ColorHistogram histogram_of(const CountedColors& counted, int threads);

/// What is read of a layer.
enum class Reading {
  /// The colors of all pixels.
  colors,
  /// Also what surrounds some of them: see read_surroundings.
  colors_and_places,
};

/// The histogram of all layers together, as if they were one picture. They have one encoding but
/// for alpha, as the layers of an image have. Throws Cancelled when `progress` asks for it.
ColorHistogram read_histogram(std::span<const LayerPixels> layers, int threads,
                              const Progress& progress, Reading reading = Reading::colors);
/// The same for one layer.
inline ColorHistogram read_histogram(const LayerPixels& pixels, int threads,
                                     const Progress& progress, Reading reading = Reading::colors) {
  return read_histogram(std::span(&pixels, 1), threads, progress, reading);
}

}  // namespace color_clusters
