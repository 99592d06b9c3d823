// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/dither_clusters.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "plugin/pixels/color_keys.h"
#include "plugin/pixels/covered_colors.h"
#include "plugin/pixels/decoded_pixels.h"
#include "plugin/pixels/pixel_weights.h"
#include "plugin/tiles/chunk_rows.h"
#include "plugin/tiles/pixel_iterator.h"

namespace color_clusters {
namespace {

/// Pixels that are read before they are dithered together: 24 MB of colors or 8 MB of numbers.
constexpr int pixels_at_a_time = 1 << 21;

/// Dithers rows that `read(area, pixels, clusters)` reads: pixels as the ditherer wants them, and
/// in `clusters`, as long, 0 or `no_cluster` where nothing of a pixel is seen.
template <typename Colors, typename Read>
ClusterMap dither(const GeglRectangle& area, Ditherer<Colors> ditherer, const Progress& progress,
                  const Read& read) {
  ClusterMap map{.clusters = {}, .width = area.width, .height = area.height};
  map.clusters.resize(map.index(0, area.height));
  const int rows = std::max(1, pixels_at_a_time / std::max(1, area.width));
  std::vector<typename Colors::Pixel> pixels;
  for (int y = 0; y < area.height; y += rows) {
    const int height = std::min(rows, area.height - y);
    pixels.resize(map.index(0, height));
    const auto clusters = std::span(map.clusters).subspan(map.index(0, y), pixels.size());
    read(GeglRectangle{area.x, area.y + y, area.width, height}, std::span(pixels), clusters);
    ditherer.dither_rows(pixels, clusters);
    if (progress && !progress(static_cast<double>(y + height) / area.height)) throw Cancelled();
  }
  return map;
}

void read_keys(const LayerPixels& pixels, const ColorKeys& keys, const GeglRectangle& area,
               int threads, std::span<std::uint32_t> numbers, std::span<std::uint16_t> clusters) {
  const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
  std::ranges::fill(clusters, no_cluster);
  for_each_band(pixels.buffers(), area, threads, {}, [&](int, const GeglRectangle& band) {
    PixelIterator chunks(3);
    const int slot = chunks.add(pixels.buffer.get(), band, encoding.format, GEGL_ACCESS_READ);
    PixelWeights weights(pixels, encoding, band, chunks);
    DecodedPixels decoded(encoding);
    std::vector<std::uint32_t> found;
    while (chunks.next()) {
      if (!weights.read(chunks)) continue;
      decoded.decode(chunks.values<const std::byte>(slot, encoding.pixel_bytes));
      found.resize(decoded.size());
      keys.find(decoded.bytes(), found);
      const bool are_full = weights.are_full();
      for_each_row(chunks.area(), area, [&](std::size_t to, std::size_t from, std::size_t count) {
        std::copy_n(&found[from], count, &numbers[to]);
        for (std::size_t i = 0; i < count; ++i) {
          const bool is_seen = are_full || weights.of(decoded, from + i) > 0;
          clusters[to + i] = is_seen ? std::uint16_t{0} : no_cluster;
        }
      });
    }
  });
}

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
  const int width = pixels.area.width;
  const DitherPalette palette = dither_palette(colors, space);
  const ColorKeys keys(layer_encoding(pixels.buffer.format()));
  if (keys.count() > 0) {
    const auto to_linear = [&](std::span<const std::uint32_t> numbers, std::span<Color> linear) {
      std::ranges::transform(numbers, linear.begin(),
                             [&](std::uint32_t key) { return keys.color(key); });
      space.linear_from_layer(linear, linear);
    };
    const NumberedColors numbered{.count = keys.count(), .to_linear = to_linear};
    return dither(pixels.area, Ditherer(palette, numbered, width, options), progress,
                  [&](const GeglRectangle& area, std::span<std::uint32_t> numbers,
                      std::span<std::uint16_t> clusters) {
                    read_keys(pixels, keys, area, options.threads, numbers, clusters);
                  });
  }
  const auto to_linear = [&](std::span<const Color> from, std::span<Color> to) {
    space.linear_from_layer(from, to);
  };
  std::vector<float> coverages;
  return dither(
      pixels.area, Ditherer(palette, width, options), progress,
      [&](const GeglRectangle& area, std::span<Color> linear, std::span<std::uint16_t> clusters) {
        coverages.resize(linear.size());
        read_covered_colors(pixels, to_linear, area, options.threads, linear, coverages);
        std::ranges::transform(coverages, clusters.begin(), [](float coverage) {
          return coverage > 0.0F ? std::uint16_t{0} : no_cluster;
        });
      });
}

}  // namespace color_clusters
