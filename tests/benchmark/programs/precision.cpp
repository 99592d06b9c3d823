// SPDX-License-Identifier: GPL-3.0-or-later
//
// Takes one picture through the code that the plug-in uses in every kind of layer, and prints how
// long each step took, one JSON object per kind, one per line:
//   precision [--colors K] [--color-space srgb|oklab|cielab] [--megapixels N] [--runs N]
//             [--threads N] [--only NAME[,NAME…]] [--dither METHOD[,METHOD…]] IMAGE
//
// The picture has 8 bits. Kinds of a higher precision have noise of up to half an 8-bit step in
// each channel: rounded to 8 bits, all kinds are the same picture. It is repeated as often as it
// takes to fill so many megapixels, each time with other noise.
//
// `wall` and `cpu` are seconds, each the median of the runs, from GEGL buffers in memory to one:
// `count` (pixels to counts), `list` (counts to colors in the cluster space), `cluster` (to centers
// and shares), `map` (the cluster of each pixel, and shares) and `write` (the posterized pixels);
// with methods of dithering (floyd-steinberg, blue-noise, bayer) also `map` with each of them.
// `share_error` is the largest difference between the share of a cluster after clustering and that
// of the pixels. `added_mb` is the most memory (10^6 bytes) beyond what the process had with the
// picture loaded while it counted and clustered.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gegl.h>

#include "benchmark_run.h"
#include "command_line.h"
#include "core/clustering/clustering.h"
#include "plugin/glib/owned.h"
#include "plugin/mapping/cluster_colors.h"
#include "plugin/mapping/dither_clusters.h"
#include "plugin/mapping/map_clusters.h"
#include "plugin/painting/posterize.h"
#include "plugin/pixels/read_histogram.h"
#include "precision_layers.h"

namespace color_clusters {
namespace {

struct Method {
  std::string name;
  DitherMethod method;
};

Method method_named(std::string_view name) {
  for (const auto& [known, method] : {std::pair("floyd-steinberg", DitherMethod::floyd_steinberg),
                                      std::pair("blue-noise", DitherMethod::blue_noise),
                                      std::pair("bayer", DitherMethod::bayer)}) {
    if (name == known) return {.name = std::string(name), .method = method};
  }
  throw std::invalid_argument("there is no method " + std::string(name));
}

struct Options {
  int colors = 16;
  NamedSpace color_space = color_space_named("srgb");
  double megapixels = 24.0;
  int runs = 3;
  int threads = 2;
  std::vector<std::string> only;
  std::vector<Method> dither;
  std::string image;
};

void set_option(Options& options, std::string_view name, std::string_view value) {
  if (name == "--colors") {
    options.colors = number_in(value, 1, max_clusters);
  } else if (name == "--color-space") {
    options.color_space = color_space_named(value);
  } else if (name == "--megapixels") {
    options.megapixels = number_in(value, 1, 1000);
  } else if (name == "--runs") {
    options.runs = number_in(value, 1, 1000);
  } else if (name == "--threads") {
    options.threads = number_in(value, 1, 256);
  } else if (name == "--only") {
    for (const std::string_view kind : parts_of(value)) options.only.emplace_back(kind);
  } else if (name == "--dither") {
    for (const std::string_view method : parts_of(value)) {
      options.dither.push_back(method_named(method));
    }
  } else {
    throw std::invalid_argument("there is no option " + std::string(name));
  }
}

Options parse(const std::vector<std::string>& arguments) {
  Options options;
  const std::vector<std::string> images = read_options(
      arguments,
      [&](std::string_view name, std::string_view value) { set_option(options, name, value); });
  if (images.size() != 1) throw std::invalid_argument("name one picture");
  options.image = images.front();
  return options;
}

struct Step {
  std::string name;
  std::vector<double> wall;
  std::vector<double> cpu;
};

/// In the order in which they are printed.
using Times = std::vector<Step>;

double processor_seconds() {
  return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

void time(Times& times, const std::string& name, const std::function<void()>& work) {
  const double start = now();
  const double cpu = processor_seconds();
  work();
  const double cpu_end = processor_seconds();
  const double end = now();
  auto step = std::ranges::find(times, name, &Step::name);
  if (step == times.end()) step = times.insert(step, {.name = name, .wall = {}, .cpu = {}});
  step->cpu.push_back(cpu_end - cpu);
  step->wall.push_back(end - start);
}

struct Measured {
  Times times;
  std::size_t distinct_colors = 0;
  std::size_t entries = 0;
  double share_error = 0.0;
  double added_mb = 0.0;
};

void run(const LayerPixels& pixels, const Options& options, Measured& measured) {
  Times& times = measured.times;
  const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
  reset_peak_memory();
  const double before = memory_mb("VmRSS:");
  std::optional<CountedColors> counted;
  time(times, "count", [&] { counted = count_colors(pixels, options.threads, {}); });
  std::optional<ColorTree> tree;
  ClusterSpace space(options.color_space.space, encoding);
  time(times, "list", [&] {
    const ColorHistogram histogram = histogram_of(*counted, options.threads);
    counted.reset();
    measured.distinct_colors = histogram.distinct_colors;
    measured.entries = histogram.colors.size();
    space = ClusterSpace(options.color_space.space, encoding, histogram);
    tree.emplace(tree_in_cluster_space(histogram, space, options.threads));
  });
  Clustering clustering;
  time(times, "cluster", [&] {
    const std::vector<Color> centers =
        find_centers(*tree, {.color_count = options.colors, .threads = options.threads});
    clustering = assign_colors(*tree, centers, options.threads);
  });
  measured.added_mb = std::max(measured.added_mb, memory_mb("VmHWM:") - before);
  tree.reset();
  const ClusterColors colors = cluster_colors(clustering.centers, space, encoding);
  time(times, "map", [&] {
    const CountedMap map = map_clusters(pixels, colors, space, MapOf::picture, options.threads, {});
    for (std::size_t i = 0; i < map.shares.size(); ++i) {
      measured.share_error =
          std::max(measured.share_error, std::abs(map.shares[i] - clustering.shares[i]));
    }
  });
  for (const Method& method : options.dither) {
    time(times, method.name, [&] {
      dither_clusters(pixels, colors, space, {.method = method.method, .threads = options.threads},
                      {});
    });
  }
  const Owned<GeglBuffer> destination =
      new_buffer(encoding.is_indexed ? babl_format("R'G'B' u8") : encoding.format,
                 pixels.area.width, pixels.area.height);
  if (encoding.is_indexed) return;
  time(times, "write",
       [&] { posterize(pixels, destination.get(), colors, space, options.threads, {}); });
}

void print(const Kind& kind, const Options& options, const LayerPixels& pixels,
           const Measured& measured) {
  std::printf(
      "{\"kind\": \"%s\", \"colors\": %d, \"color_space\": \"%s\", \"width\": %d, "
      "\"height\": %d, \"distinct_colors\": %zu, \"entries\": %zu, \"share_error\": %.8f, "
      "\"added_mb\": %.1f",
      kind.name, options.colors, options.color_space.name, pixels.area.width, pixels.area.height,
      measured.distinct_colors, measured.entries, measured.share_error, measured.added_mb);
  const auto print_times = [&](const char* name, std::vector<double> Step::* seconds) {
    std::printf(", \"%s\": {", name);
    const char* separator = "";
    for (const Step& step : measured.times) {
      std::printf("%s\"%s\": %.4f", separator, step.name.c_str(), median(step.*seconds));
      separator = ", ";
    }
    std::printf("}");
  };
  print_times("wall", &Step::wall);
  print_times("cpu", &Step::cpu);
  std::printf("}\n");
  std::fflush(stdout);
}

void measure_all(const Options& options) {
  start_gegl();
  const Picture picture = load_picture(options.image);
  for (const Kind& kind : all_kinds()) {
    if (!options.only.empty() && std::ranges::find(options.only, kind.name) == options.only.end()) {
      continue;
    }
    const LayerPixels pixels = layer_of(kind, picture, options.megapixels);
    Measured measured;
    for (int i = 0; i < options.runs; ++i) run(pixels, options, measured);
    print(kind, options, pixels, measured);
  }
}

}  // namespace
}  // namespace color_clusters

int main(int argc, char** argv) {
  try {
    color_clusters::measure_all(color_clusters::parse({argv + 1, argv + argc}));
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "precision: %s\n", error.what());
    return 2;
  }
}
