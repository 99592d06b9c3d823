// SPDX-License-Identifier: GPL-3.0-or-later
//
// Takes pictures through the code that the plug-in uses and prints what came out and how long each
// step took, one JSON object per picture and number of colors, one per line:
//   measure [--colors K[,K…]] [--accents A] [--color-space srgb|oklab|cielab] [--threads N] IMAGE…
//
// `colors` is the number that was asked for; a picture with fewer has fewer clusters.
// `mse_rgb` is the mean over all pixels of the squared distance to the cluster center in 8-bit sRGB
//   units, the sum of the three channels, weighted by alpha. A pixel's center is the one that is
//   nearest in the color space of the clustering.
// `seconds.total` is the time from the layer's GEGL buffer in memory to clusters and shares, and
// the
//   sum of `read` (pixels to counts), `histogram` (counts to colors in the cluster space),
//   `cluster` (to the centers) and `assign` (to their shares). Outside of it is only what a process
//   does once: to load the picture, to start GEGL and to let babl look for conversions.
// `peak_rss_mb` is the most memory (10^6 bytes) that the process had while the clock ran: the
//   pixels, the libraries, and what counting and clustering take; `start_rss_mb` is what it had
//   before, with the picture loaded.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <gegl.h>
#include <json-glib/json-glib.h>

#include "benchmark_run.h"
#include "command_line.h"
#include "core/clustering/clustering.h"
#include "error_meter.h"
#include "plugin/glib/owned.h"
#include "plugin/mapping/cluster_colors.h"
#include "plugin/pixels/read_histogram.h"

namespace color_clusters {
namespace {

struct Options {
  std::vector<int> colors{5};
  double accents = 0.0;
  NamedSpace color_space = color_space_named("srgb");
  int threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  std::vector<std::string> images;
};

double part_in(std::string_view text) {
  double part = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), part);
  if (error != std::errc() || end != text.data() + text.size() || !(part >= 0.0 && part <= 1.0)) {
    throw std::invalid_argument("'" + std::string(text) + "' is not a number from 0 to 1");
  }
  return part;
}

std::vector<int> numbers_of_colors(std::string_view list) {
  std::vector<int> numbers;
  for (const std::string_view part : parts_of(list)) {
    numbers.push_back(number_in(part, 1, max_clusters));
  }
  return numbers;
}

void set_option(Options& options, std::string_view name, std::string_view value) {
  if (name == "--colors") {
    options.colors = numbers_of_colors(value);
  } else if (name == "--accents") {
    options.accents = part_in(value);
  } else if (name == "--color-space") {
    options.color_space = color_space_named(value);
  } else if (name == "--threads") {
    options.threads = number_in(value, 1, 256);
  } else {
    throw std::invalid_argument("there is no option " + std::string(name));
  }
}

Options parse(const std::vector<std::string>& arguments) {
  Options options;
  options.images = read_options(arguments, [&](std::string_view name, std::string_view value) {
    set_option(options, name, value);
  });
  if (options.images.empty()) throw std::invalid_argument("name at least one picture");
  return options;
}

struct Seconds {
  double read = 0.0;
  double histogram = 0.0;
  double cluster = 0.0;
  double assign = 0.0;
  double total = 0.0;
};

struct Measurement {
  Seconds seconds;
  double peak_memory_mb = 0.0;
  std::size_t distinct_colors = 0;
  Clustering clustering;
};

/// What the plug-in does with a layer.
Measurement run(const LayerPixels& pixels, const ClusterSpace& space, const LayerEncoding& encoding,
                const ClusteringOptions& options) {
  Measurement result;
  const double start = now();
  std::optional<CountedColors> counted = count_colors(pixels, options.threads, {});
  const double read = now();
  const ColorHistogram histogram = histogram_of(*counted, options.threads);
  counted.reset();
  const ColorTree tree = tree_in_cluster_space(histogram, space, options.threads);
  const double listed = now();
  const std::vector<Color> centers = find_centers(tree, options, to_srgb_of(space, encoding));
  const double clustered = now();
  result.clustering = assign_colors(tree, centers, options.threads);
  const double end = now();
  result.seconds = {read - start, listed - read, clustered - listed, end - clustered, end - start};
  result.distinct_colors = histogram.distinct_colors;
  result.peak_memory_mb = memory_mb("VmHWM:");
  return result;
}

/// Writes one JSON object.
class JsonLine {
 public:
  JsonLine() : builder_(json_builder_new()) { begin_object(); }

  void begin_object() { json_builder_begin_object(builder_.get()); }
  void end_object() { json_builder_end_object(builder_.get()); }
  void begin_array() { json_builder_begin_array(builder_.get()); }
  void end_array() { json_builder_end_array(builder_.get()); }
  void name(const char* name) { json_builder_set_member_name(builder_.get(), name); }
  void value(double number) { json_builder_add_double_value(builder_.get(), number); }

  void add(const char* key, double number) {
    name(key);
    value(number);
  }
  void add(const char* key, std::int64_t number) {
    name(key);
    json_builder_add_int_value(builder_.get(), number);
  }
  void add(const char* key, const char* text) {
    name(key);
    json_builder_add_string_value(builder_.get(), text);
  }

  void print() {
    end_object();
    JsonNode* const root = json_builder_get_root(builder_.get());
    const OwnedString text(json_to_string(root, FALSE));
    json_node_unref(root);
    std::puts(text.get());
    std::fflush(stdout);
  }

 private:
  Owned<JsonBuilder> builder_;
};

void add_seconds(JsonLine& json, const Seconds& seconds) {
  json.name("seconds");
  json.begin_object();
  json.add("read", seconds.read);
  json.add("histogram", seconds.histogram);
  json.add("cluster", seconds.cluster);
  json.add("assign", seconds.assign);
  json.add("total", seconds.total);
  json.end_object();
}

void add_clusters(JsonLine& json, const ClusterColors& colors, const std::vector<double>& shares) {
  json.name("clusters");
  json.begin_array();
  for (std::size_t i = 0; i < shares.size(); ++i) {
    json.begin_object();
    json.name("color");
    json.begin_array();
    for (const float value : colors.srgb[i]) json.value(255.0 * static_cast<double>(value));
    json.end_array();
    json.add("share", shares[i]);
    json.end_object();
  }
  json.end_array();
}

void measure(const std::string& image, GeglBuffer* buffer, int count, const Options& options) {
  const LayerEncoding encoding = layer_encoding(gegl_buffer_get_format(buffer));
  const LayerPixels pixels{
      .buffer = buffer, .area = *gegl_buffer_get_extent(buffer), .selection = {}, .layer_mask = {}};
  const ClusterSpace space(options.color_space.space, encoding);
  reset_peak_memory();
  const double start_memory_mb = memory_mb("VmHWM:");
  const Measurement measured =
      run(pixels, space, encoding,
          {.color_count = count, .accents = options.accents, .threads = options.threads});
  const ClusterColors colors = cluster_colors(measured.clustering.centers, space, encoding);

  JsonLine json;
  json.add("image", image.c_str());
  json.add("width", std::int64_t{pixels.area.width});
  json.add("height", std::int64_t{pixels.area.height});
  json.add("distinct_colors", static_cast<std::int64_t>(measured.distinct_colors));
  json.add("colors", std::int64_t{count});
  json.add("color_space", options.color_space.name);
  json.add("mse_rgb", mse_rgb(pixels, colors, space, options.threads));
  add_seconds(json, measured.seconds);
  json.add("start_rss_mb", start_memory_mb);
  json.add("peak_rss_mb", measured.peak_memory_mb);
  add_clusters(json, colors, measured.clustering.shares);
  json.print();
}

void measure_all(const std::string& image, const Options& options) {
  const Owned<GeglBuffer> buffer = load(image);
  for (const int count : options.colors) measure(image, buffer.get(), count, options);
}

/// Measures every picture; one that cannot be read does not keep the others from being measured.
bool measure_pictures(const Options& options) {
  start_gegl();
  bool all_good = true;
  for (const std::string& image : options.images) {
    try {
      measure_all(image, options);
    } catch (const std::exception& error) {
      std::fprintf(stderr, "measure: %s: %s\n", image.c_str(), error.what());
      all_good = false;
    }
  }
  return all_good;
}

}  // namespace
}  // namespace color_clusters

int main(int argc, char** argv) {
  try {
    const auto options = color_clusters::parse({argv + 1, argv + argc});
    return color_clusters::measure_pictures(options) ? 0 : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "measure: %s\n", error.what());
    return 2;
  }
}
