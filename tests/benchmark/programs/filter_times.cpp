// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs the live filter on a picture and prints how long it took, one JSON object per kind of pixels
// and number of colors, one per line:
//   filter_times RUNS IMAGE
//
// Seconds, the median of RUNS: `total`, of process() as GEGL calls it for the whole picture, and
// apart from it the steps `read` (pixels to counts), `cluster` (to the clusters), `write` (the
// mapped pixels) and `copy` (of the same pixels by GEGL, which is what memory allows).

#include <algorithm>
#include <cstdio>
#include <functional>
#include <stdexcept>
#include <utility>
#include <vector>

#include <gegl.h>

#include "benchmark_run.h"
#include "command_line.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/filter/apply_filter.h"
#include "plugin/glib/owned.h"
#include "plugin/painting/posterize.h"
#include "plugin/pixels/read_histogram.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {

using Buffer = Owned<GeglBuffer>;

namespace {

Buffer in_format(GeglBuffer* picture, const Babl* format) {
  const GeglRectangle area = *gegl_buffer_get_extent(picture);
  Buffer buffer(gegl_buffer_new(&area, format));
  gegl_buffer_copy(picture, &area, GEGL_ABYSS_NONE, buffer.get(), &area);
  return buffer;
}

double median_seconds(int runs, const std::function<void()>& work) {
  std::vector<double> seconds;
  for (int i = 0; i < runs; ++i) {
    const double start = now();
    work();
    seconds.push_back(now() - start);
  }
  return median(std::move(seconds));
}

void measure(GeglBuffer* loaded, const char* name, int colors, int runs) {
  const Babl* const format = babl_format(name);
  const Buffer picture = in_format(loaded, format);
  const GeglRectangle area = *gegl_buffer_get_extent(picture.get());
  FilterOptions options;
  options.clusters.color_count = colors;
  const int threads = thread_count();
  const LayerPixels pixels{
      .buffer = picture.get(), .area = area, .selection = {}, .layer_mask = {}};
  const LayerEncoding encoding = layer_encoding(format);
  const ColorHistogram histogram = read_histogram(pixels, threads, {});
  const ClusterSpace space(options.clusters.color_space, encoding, histogram);
  const auto find = [&] {
    return find_clusters(histogram, tree_in_cluster_space(histogram, space, threads), encoding,
                         &pixels, options.clusters, {}, Shares::of_bins);
  };
  const LayerClusters clusters = find();

  // A new one each time, as GEGL hands out: its memory has to be got, too.
  const double total = median_seconds(runs, [&] {
    const Buffer target(gegl_buffer_new(&area, format));
    apply_filter(options, picture.get(), area, target.get(), area);
  });
  const double read = median_seconds(runs, [&] { read_histogram(pixels, threads, {}); });
  const double cluster = median_seconds(runs, [&] { find(); });
  const double write = median_seconds(runs, [&] {
    const Buffer target(gegl_buffer_new(&area, format));
    posterize(pixels, target.get(), clusters.colors, clusters.space, threads, {});
  });
  const double copy = median_seconds(runs, [&] {
    const Buffer target(gegl_buffer_new(&area, format));
    std::vector<char> row(static_cast<std::size_t>(area.width) * 128U * encoding.pixel_bytes);
    for (int y = area.y; y < area.y + area.height; y += 128) {
      const GeglRectangle band{area.x, y, area.width, std::min(128, area.y + area.height - y)};
      gegl_buffer_get(picture.get(), &band, 1.0, format, row.data(), GEGL_AUTO_ROWSTRIDE,
                      GEGL_ABYSS_NONE);
      gegl_buffer_set(target.get(), &band, 0, format, row.data(), GEGL_AUTO_ROWSTRIDE);
    }
  });
  std::printf(
      "{\"pixels\": \"%s\", \"megapixels\": %.1f, \"colors\": %d, \"threads\": %d, "
      "\"total\": %.4f, \"read\": %.4f, \"cluster\": %.4f, \"write\": %.4f, \"copy\": %.4f}\n",
      name, 1e-6 * area.width * area.height, colors, threads, total, read, cluster, write, copy);
  std::fflush(stdout);
}

}  // namespace
}  // namespace color_clusters

int main(int argc, char** argv) {
  try {
    if (argc != 3) throw std::invalid_argument("usage: filter_times RUNS IMAGE");
    const int runs = color_clusters::number_in(argv[1], 1, 1000);
    color_clusters::start_gegl();
    const color_clusters::Buffer picture = color_clusters::load(argv[2]);
    for (const char* const name : {"R'G'B' u8", "R'G'B'A u8", "R'G'B' float"}) {
      for (const int colors : {5, 16}) {
        color_clusters::measure(picture.get(), name, colors, runs);
      }
    }
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "filter_times: %s\n", error.what());
    return 2;
  }
}
