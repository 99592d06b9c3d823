// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run_context.h"

#include <algorithm>

namespace color_clusters {

void start_gegl() { gegl_init(nullptr, nullptr); }

int thread_count() {
  int threads = 1;
  g_object_get(gegl_config(), "threads", &threads, nullptr);
  return std::max(threads, 1);
}

void start_progress(const char* text) { gimp_progress_init(text); }

Progress progress_between(double begin, double end) {
  return [begin, end](double fraction) {
    gimp_progress_update(begin + (end - begin) * fraction);
    return true;
  };
}

}  // namespace color_clusters
