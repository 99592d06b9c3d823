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
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

#include <gegl.h>

#include "plugin/clusters/layer_clusters.h"
#include "plugin/filter/apply_filter.h"
#include "plugin/glib/owned.h"
#include "plugin/painting/posterize.h"
#include "plugin/pixels/read_histogram.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

using Buffer = Owned<GeglBuffer>;

Buffer load(const char* path, const Babl* format) {
  const Owned<GeglNode> graph(gegl_node_new());
  GeglNode* const source =
      gegl_node_new_child(graph.get(), "operation", "gegl:load", "path", path, nullptr);
  const GeglRectangle extent = gegl_node_get_bounding_box(source);
  Buffer buffer(gegl_buffer_new(&extent, format));
  gegl_node_blit_buffer(source, buffer.get(), &extent, 0, GEGL_ABYSS_NONE);
  return buffer;
}

double median_seconds(int runs, const std::function<void()>& work) {
  std::vector<double> seconds;
  for (int i = 0; i < runs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    seconds.push_back(
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::ranges::nth_element(seconds, seconds.begin() + runs / 2);
  return seconds[static_cast<std::size_t>(runs) / 2];
}

void measure(const char* path, const char* name, int colors, int runs) {
  const Babl* const format = babl_format(name);
  const Buffer picture = load(path, format);
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
                         &pixels, options.clusters);
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
  if (argc != 3 || std::atoi(argv[1]) < 1) {
    std::fputs("usage: filter_times RUNS IMAGE\n", stderr);
    return 1;
  }
  gegl_init(nullptr, nullptr);
  for (const char* const name : {"R'G'B' u8", "R'G'B'A u8", "R'G'B' float"}) {
    for (const int colors : {5, 16})
      color_clusters::measure(argv[2], name, colors, std::atoi(argv[1]));
  }
  gegl_exit();
  return 0;
}
