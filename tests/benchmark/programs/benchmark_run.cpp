// SPDX-License-Identifier: GPL-3.0-or-later
#include "benchmark_run.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <malloc.h>

namespace color_clusters {

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values.empty() ? 0.0 : values[values.size() / 2];
}

void reset_peak_memory() {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5";
}

double memory_mb(const char* key) {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    double kibibytes = 0.0;
    if (word == key && status >> kibibytes) return kibibytes * 1024.0 / 1e6;
  }
  return 0.0;
}

void start_gegl() {
  gegl_init(nullptr, nullptr);
  constexpr std::uint64_t plenty = std::uint64_t{1} << 36U;
  g_object_set(gegl_config(), "tile-cache-size", plenty, nullptr);
}

Owned<GeglBuffer> load(const std::string& path) {
  if (!std::filesystem::is_regular_file(path)) throw std::runtime_error("there is no such file");
  const Owned<GeglNode> graph(gegl_node_new());
  GeglNode* const source =
      gegl_node_new_child(graph.get(), "operation", "gegl:load", "path", path.c_str(), nullptr);
  GeglBuffer* loaded = nullptr;
  GeglNode* const sink = gegl_node_new_child(graph.get(), "operation", "gegl:buffer-sink", "buffer",
                                             &loaded, "format", nullptr, nullptr);
  gegl_node_link(source, sink);
  gegl_node_process(sink);
  Owned<GeglBuffer> buffer(loaded);
  if (!buffer || gegl_buffer_get_width(loaded) <= 0 || gegl_buffer_get_height(loaded) <= 0) {
    throw std::runtime_error("it cannot be loaded");
  }
  return buffer;
}

}  // namespace color_clusters
