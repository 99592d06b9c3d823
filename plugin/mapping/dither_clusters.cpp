// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/dither_clusters.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/histogram/pixel_weight.h"
#include "plugin/pixels/color_chunks.h"
#include "plugin/tiles/chunk_rows.h"

namespace color_clusters {
namespace {

/// Pixels that are read before they are dithered together: 24 MB of colors.
constexpr int pixels_at_a_time = 1 << 21;

/// Reads the pixels of some rows in linear light, and marks those that count.
class LinearReader {
 public:
  LinearReader(const LayerPixels& pixels, const ClusterSpace& space)
      : pixels_(pixels), encoding_(layer_encoding(pixels.buffer.format())), space_(space) {}

  /// `colors` and `clusters` have one value for each pixel of `area`; a pixel that does not count
  /// gets `no_cluster`, others another number.
  void read(const GeglRectangle& area, int threads, std::span<Color> colors,
            std::span<std::uint16_t> clusters) const {
    std::ranges::fill(clusters, no_cluster);
    for_each_band(pixels_.buffers(), area, threads, {}, [&](int, const GeglRectangle& band) {
      ColorChunks chunks(pixels_, encoding_, band);
      std::vector<Color> linear;
      while (chunks.next()) {
        take_colors(chunks, linear);
        for_each_row(chunks.area(), area, [&](std::size_t to, std::size_t from, std::size_t count) {
          std::copy_n(&linear[from], count, &colors[to]);
          for (std::size_t i = 0; i < count; ++i) {
            const float mask = chunks.mask().empty() ? 1.0F : chunks.mask()[from + i];
            if (is_seen(chunks.rgba()[4 * (from + i) + 3], mask)) clusters[to + i] = 0;
          }
        });
      }
    });
  }

 private:
  void take_colors(const ColorChunks& chunk, std::vector<Color>& linear) const {
    linear.resize(chunk.rgba().size() / 4);
    for (std::size_t i = 0; i < linear.size(); ++i) linear[i] = chunk.color(i);
    space_.linear_from_layer(linear, linear);
  }

  const LayerPixels& pixels_;
  LayerEncoding encoding_;
  const ClusterSpace& space_;
};

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
  const LinearReader reader(pixels, space);
  const int rows = std::max(1, pixels_at_a_time / std::max(1, area.width));
  std::vector<Color> linear;
  for (int y = 0; y < area.height; y += rows) {
    const int height = std::min(rows, area.height - y);
    linear.resize(map.index(0, height));
    const auto clusters = std::span(map.clusters).subspan(map.index(0, y), linear.size());
    reader.read({area.x, area.y + y, area.width, height}, options.threads, linear, clusters);
    ditherer.dither_rows(linear, clusters);
    if (progress && !progress(static_cast<double>(y + height) / area.height)) throw Cancelled();
  }
  return map;
}

}  // namespace color_clusters
