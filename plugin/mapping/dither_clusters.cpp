// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/dither_clusters.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "plugin/pixels/covered_colors.h"

namespace color_clusters {
namespace {

/// Pixels that are read before they are dithered together: 24 MB of colors.
constexpr int pixels_at_a_time = 1 << 21;

}  // namespace

DitherPalette dither_palette(const ClusterColors& colors, const ClusterSpace& space) {
  DitherPalette palette{
      .linear = colors.layer,
      .metric = colors.centers,
      .to_metric = [space](std::span<const Color> from,
                           std::span<Color> to) { space.from_linear(from, to); },
  };
  space.linear_from_layer(palette.linear, palette.linear);
  // The curve takes values far beyond white out of what float can hold.
  constexpr float largest = std::numeric_limits<float>::max();
  for (Color& color : palette.linear) {
    for (float& value : color) value = std::clamp(value, -largest, largest);
  }
  return palette;
}

ClusterMap dither_clusters(const LayerPixels& pixels, const ClusterColors& colors,
                           const ClusterSpace& space, const DitherOptions& options,
                           const Progress& progress) {
  const GeglRectangle& area = pixels.area;
  ClusterMap map{.clusters = {}, .width = area.width, .height = area.height};
  map.clusters.resize(map.index(0, area.height));
  Ditherer ditherer(dither_palette(colors, space), area.width, options);
  const int rows = std::max(1, pixels_at_a_time / std::max(1, area.width));
  std::vector<Color> linear;
  std::vector<float> coverages;
  const auto to_linear = [&](std::span<const Color> from, std::span<Color> to) {
    space.linear_from_layer(from, to);
  };
  for (int y = 0; y < area.height; y += rows) {
    const int height = std::min(rows, area.height - y);
    linear.resize(map.index(0, height));
    const auto clusters = std::span(map.clusters).subspan(map.index(0, y), linear.size());
    coverages.resize(linear.size());
    read_covered_colors(pixels, to_linear, {area.x, area.y + y, area.width, height},
                        options.threads, linear, coverages);
    std::ranges::transform(coverages, clusters.begin(), [](float coverage) {
      return coverage > 0.0F ? std::uint16_t{0} : no_cluster;
    });
    ditherer.dither_rows(linear, clusters);
    if (progress && !progress(static_cast<double>(y + height) / area.height)) throw Cancelled();
  }
  return map;
}

}  // namespace color_clusters
