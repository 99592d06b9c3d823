// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/nearest_pixels.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "core/color/nearest_color.h"
#include "core/histogram/pixel_weight.h"
#include "plugin/pixels/color_chunks.h"

namespace color_clusters {
namespace {

/// The best pixel so far for one center. Of equally near ones the first in the order of colors is
/// kept, so that it does not matter who comes first.
struct Best {
  double distance = std::numeric_limits<double>::infinity();
  Color layer_color{};

  void improve(const Best& other) {
    if (std::pair(other.distance, other.layer_color) < std::pair(distance, layer_color)) {
      *this = other;
    }
  }
};

/// The layer colors of a chunk that count.
std::vector<Color> counted_colors(const ColorChunks& chunk) {
  const std::span<const float> rgba = chunk.rgba();
  const std::span<const float> mask = chunk.mask();
  std::vector<Color> colors;
  colors.reserve(rgba.size() / 4);
  for (std::size_t i = 0; i < rgba.size() / 4; ++i) {
    const Color color = chunk.color(i);
    if (is_seen(rgba[4 * i + 3], mask.empty() ? 1.0F : mask[i]) && is_finite(color)) {
      colors.push_back(color);
    }
  }
  return colors;
}

}  // namespace

void use_nearest_pixels(std::span<const LayerPixels> layers, std::span<const Color> centers,
                        const ClusterSpace& space, int threads, const Progress& progress,
                        std::span<Color> layer_colors) {
  const NearestColor nearest(centers);
  std::vector<std::vector<Best>> found(static_cast<std::size_t>(threads),
                                       std::vector<Best>(centers.size()));
  for (const LayerPixels& pixels : layers) {
    const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
    for_each_band(pixels.buffers(), pixels.area, threads, progress,
                  [&](int worker, const GeglRectangle& band) {
                    std::vector<Best>& best = found[static_cast<std::size_t>(worker)];
                    ColorChunks chunks(pixels, encoding, band);
                    while (chunks.next()) {
                      const std::vector<Color> colors = counted_colors(chunks);
                      std::vector<Color> clustered(colors.size());
                      std::vector<std::uint16_t> indices(colors.size());
                      space.from_layer(colors, clustered);
                      nearest.find(clustered, indices);
                      for (std::size_t i = 0; i < colors.size(); ++i) {
                        best[indices[i]].improve(
                            {squared_distance(clustered[i], centers[indices[i]]), colors[i]});
                      }
                    }
                  });
  }
  for (std::size_t i = 0; i < centers.size(); ++i) {
    Best best;
    for (const std::vector<Best>& of_worker : found) best.improve(of_worker[i]);
    if (std::isfinite(best.distance)) layer_colors[i] = best.layer_color;
  }
}

}  // namespace color_clusters
