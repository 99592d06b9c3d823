// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <gegl.h>

#include "plugin/glib/owned.h"
#include "plugin/tiles/layer_pixels.h"

namespace color_clusters {

/// A kind of layer.
struct Kind {
  const char* name;
  const char* format;
  /// None: sRGB.
  const Babl* space = nullptr;
  bool has_noise = true;
  bool has_selection = false;
  bool has_layer_mask = false;
  bool is_indexed = false;
  /// Times the light of the picture.
  float light = 1.0F;
};

std::vector<Kind> all_kinds();

/// A picture with 8 bits a channel.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;

  [[nodiscard]] const std::uint8_t* pixel(int x, int y) const {
    const auto row = static_cast<std::size_t>(y % height) * static_cast<std::size_t>(width);
    return &rgb[3 * (row + static_cast<std::size_t>(x % width))];
  }
};

Picture load_picture(const std::string& path);

Owned<GeglBuffer> new_buffer(const Babl* format, int width, int height);

/// The picture as a layer of a kind, repeated until it has so many megapixels.
LayerPixels layer_of(const Kind& kind, const Picture& picture, double megapixels);
/// The picture as a layer of a kind, as large as it is.
LayerPixels layer_of(const Kind& kind, const Picture& picture);

/// The main function of a program that compares layers of pictures: PROGRAM COLORS IMAGE…
/// Calls `compare` for each picture; returns the status to exit with.
int run_on_pictures(int argc, char** argv,
                    const std::function<void(const std::string& path, int colors)>& compare);

}  // namespace color_clusters
