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
#include <cstdlib>
#include <exception>
#include <map>
#include <string>
#include <vector>

#include "benchmark_run.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/painting/posterize.h"
#include "plugin/pixels/read_histogram.h"
#include "precision_layers.h"

namespace color_clusters {
namespace {

constexpr int threads = 2;

using Bytes = std::string;

template <typename Component>
std::vector<Component> read(GeglBuffer* buffer, const GeglRectangle& area, const Babl* format,
                            std::size_t per_pixel) {
  const auto pixels = static_cast<std::size_t>(area.width) * static_cast<std::size_t>(area.height);
  std::vector<Component> values(per_pixel * pixels);
  gegl_buffer_get(buffer, &area, 1.0, format, values.data(), GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  return values;
}

void multiply(std::vector<double>& weights, const Mask& mask, GeglRectangle area) {
  if (!mask.buffer.exists()) return;
  area.x += mask.offset_x;
  area.y += mask.offset_y;
  const std::vector<float> values = read<float>(mask.buffer.get(), area, babl_format("Y float"), 1);
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] *= static_cast<double>(values[i]);
}

/// How much each pixel counts.
std::vector<double> weights_of(const LayerPixels& pixels, const LayerEncoding& encoding) {
  const Babl* const with_alpha = babl_format_with_space("RGBA float", encoding.format);
  const std::vector<float> rgba = read<float>(pixels.buffer.get(), pixels.area, with_alpha, 4);
  std::vector<double> weights(rgba.size() / 4);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    weights[i] = static_cast<double>(rgba[4 * i + 3]);
  }
  multiply(weights, pixels.selection, pixels.area);
  multiply(weights, pixels.layer_mask, pixels.area);
  return weights;
}

/// The part of all weights that each color of a layer has.
std::map<Bytes, double> painted_parts(GeglBuffer* painted, const GeglRectangle& area,
                                      const LayerEncoding& encoding,
                                      const std::vector<double>& weights) {
  const std::size_t size = encoding.pixel_bytes;
  const std::vector<char> bytes = read<char>(painted, area, encoding.format, size);
  std::map<Bytes, double> parts;
  double total = 0.0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    parts[Bytes(&bytes[i * size], encoding.color_bytes())] += weights[i];
    total += weights[i];
  }
  for (auto& [color, part] : parts) part /= total;
  return parts;
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
  std::map<Bytes, double> parts =
      painted_parts(painted.get(), pixels.area, encoding, weights_of(pixels, encoding));
  const std::vector<std::byte> palette = encode_pixels(clusters.colors.layer, encoding);
  for (std::size_t i = 0; i < clusters.shares.size(); ++i) {
    const auto* const pixel = reinterpret_cast<const char*>(&palette[i * encoding.pixel_bytes]);
    parts[Bytes(pixel, encoding.color_bytes())] -= clusters.shares[i];
  }
  double largest = 0.0;
  for (const auto& [color, rest] : parts) largest = std::max(largest, std::abs(rest));
  return largest;
}

void compare(const std::string& path, int colors) {
  const Picture picture = load_picture(path);
  const double megapixels = static_cast<double>(picture.rgb.size() / 3) / 1e6;
  for (const Kind& kind : all_kinds()) {
    // In an indexed layer nothing is painted.
    if (kind.is_indexed) continue;
    std::printf("%.9f %s\n", share_error(layer_of(kind, picture, megapixels), colors), kind.name);
    std::fflush(stdout);
  }
}

}  // namespace
}  // namespace color_clusters

int main(int argc, char** argv) {
  try {
    color_clusters::start_gegl();
    for (int i = 2; i < argc; ++i) color_clusters::compare(argv[i], std::atoi(argv[1]));
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "share_error: %s\n", error.what());
    return 1;
  }
}
