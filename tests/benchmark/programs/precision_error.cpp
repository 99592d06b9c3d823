// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compares the clusters of 16-bit layers with those of the same pictures in 8 bits:
//   precision_error COLORS IMAGE…
//
// Prints for each picture its name, the mean squared error of the centers that are found in 8 bits,
// that of those found in 16 bits, and what the second is as a part of the first. Both are measured
// on the pixels of 16 bits, which have noise of up to half an 8-bit step: rounded, they are those
// of 8 bits.

#include <cstdio>
#include <string>
#include <vector>

#include "benchmark_run.h"
#include "core/clustering/clustering.h"
#include "error_meter.h"
#include "plugin/mapping/cluster_colors.h"
#include "plugin/pixels/read_histogram.h"
#include "precision_layers.h"

namespace color_clusters {
namespace {

constexpr int threads = 2;

std::vector<Color> centers_of(const LayerPixels& pixels, int colors) {
  const ColorHistogram histogram = read_histogram(pixels, threads, {});
  const ColorTree tree(histogram.colors, histogram.weights, threads);
  return find_centers(tree, {.color_count = colors, .threads = threads});
}

void compare(const std::string& path, int colors) {
  const Picture picture = load_picture(path);
  const LayerPixels bytes =
      layer_of({.name = "8-bit", .format = "R'G'B' u8", .has_noise = false}, picture);
  const LayerPixels deep = layer_of({.name = "16-bit", .format = "R'G'B' u16"}, picture);
  const LayerEncoding encoding = layer_encoding(deep.buffer.format());
  const ClusterSpace space(ColorSpace::srgb, encoding);
  const auto error = [&](const LayerPixels& layer) {
    return mse_rgb(deep, cluster_colors(centers_of(layer, colors), space, encoding), space,
                   threads);
  };
  const double in_bytes = error(bytes);
  const double in_deep = error(deep);
  std::printf("%s %.6f %.6f %.6f\n", path.c_str(), in_bytes, in_deep, in_deep / in_bytes);
  std::fflush(stdout);
}

}  // namespace
}  // namespace color_clusters

int main(int argc, char** argv) {
  return color_clusters::run_on_pictures(argc, argv, color_clusters::compare);
}
