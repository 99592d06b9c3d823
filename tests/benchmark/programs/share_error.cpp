// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compares the shares that the plug-in tells of with what it paints:
//   share_error COLORS IMAGE…
//
// For each picture, made a layer of each kind, prints a line with the largest difference between
// the share of a color and the part of the posterized layer that has it, weighted by alpha,
// selection and layer mask, and the kind. Clusters are found in CIE Lab.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include "benchmark_run.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/painting/posterize.h"
#include "plugin/pixels/read_histogram.h"
#include "precision_layers.h"
#include "tests/plugin/painted_shares.h"

namespace color_clusters {
namespace {

constexpr int threads = 2;

std::vector<float> read(GeglBuffer* buffer, const GeglRectangle& area, const Babl* format,
                        std::size_t per_pixel) {
  const auto pixels = static_cast<std::size_t>(area.width) * static_cast<std::size_t>(area.height);
  std::vector<float> values(per_pixel * pixels);
  gegl_buffer_get(buffer, &area, 1.0, format, values.data(), GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  return values;
}

void multiply(std::vector<double>& weights, const Mask& mask, GeglRectangle area) {
  if (!mask.buffer.exists()) return;
  area.x += mask.offset_x;
  area.y += mask.offset_y;
  const std::vector<float> values = read(mask.buffer.get(), area, babl_format("Y float"), 1);
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] *= static_cast<double>(values[i]);
}

/// How much each pixel counts.
std::vector<double> weights_of(const LayerPixels& pixels, const LayerEncoding& encoding) {
  const Babl* const with_alpha = babl_format_with_space("RGBA float", encoding.format);
  const std::vector<float> rgba = read(pixels.buffer.get(), pixels.area, with_alpha, 4);
  std::vector<double> weights(rgba.size() / 4);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    weights[i] = static_cast<double>(rgba[4 * i + 3]);
  }
  multiply(weights, pixels.selection, pixels.area);
  multiply(weights, pixels.layer_mask, pixels.area);
  return weights;
}

double share_error(const LayerPixels& pixels, int colors) {
  const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
  const ClusterArguments arguments{.color_count = colors};
  const ColorHistogram histogram = read_histogram(pixels, threads, {});
  const ColorTree tree = tree_in_cluster_space(
      histogram, ClusterSpace(arguments.color_space, encoding, histogram), threads);
  const LayerClusters clusters = find_clusters(histogram, tree, encoding, &pixels, arguments);

  // Painted whether selected or not, so that nothing is mixed.
  LayerPixels unselected = pixels;
  unselected.selection = {};
  const Owned<GeglBuffer> painted =
      new_buffer(encoding.format, pixels.area.width, pixels.area.height);
  posterize(unselected, painted.get(), clusters.colors, clusters.space, threads, {});
  ColorParts parts = painted_parts(painted.get(), weights_of(pixels, encoding));
  for (const auto& [color, share] : told_parts(clusters, encoding)) parts[color] -= share;
  double largest = 0.0;
  for (const auto& [color, rest] : parts) largest = std::max(largest, std::abs(rest));
  return largest;
}

void compare(const std::string& path, int colors) {
  const Picture picture = load_picture(path);
  for (const Kind& kind : all_kinds()) {
    // In an indexed layer nothing is painted.
    if (kind.is_indexed) continue;
    std::printf("%.9f %s\n", share_error(layer_of(kind, picture), colors), kind.name);
    std::fflush(stdout);
  }
}

}  // namespace
}  // namespace color_clusters

int main(int argc, char** argv) {
  return color_clusters::run_on_pictures(argc, argv, color_clusters::compare);
}
