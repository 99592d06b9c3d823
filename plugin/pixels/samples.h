// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/color/color.h"
#include "plugin/pixels/layer_encoding.h"
#include "plugin/tiles/layer_pixels.h"

namespace color_clusters {

/// A small picture of a layer, or of a part of it, for previews: some of its pixels, row by row.
struct Samples {
  int width = 0;
  int height = 0;
  /// The pixel of the layer where they begin.
  int x = 0;
  int y = 0;
  /// Samples per pixel of the layer, at most 1.
  double scale = 1.0;
  /// Layer colors.
  std::vector<Color> colors;
  /// How much of each pixel is there (alpha times layer mask) and selected, 0 … 1.
  std::vector<float> alpha;
  std::vector<float> selected;
};

/// The pixels of a stretch that `count` samples are taken of, counted from its beginning: the
/// middle of each of `count` equal parts.
std::vector<int> sample_positions(int length, int count);

/// Takes `width` × `height` pixels of `pixels.area`, evenly spread, each as it is.
Samples take_samples(const LayerPixels& pixels, const LayerEncoding& encoding, int width,
                     int height);

}  // namespace color_clusters
