// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/tiles/thread_count.h"

#include <algorithm>

#include <gegl.h>

namespace color_clusters {

int thread_count() {
  int threads = 1;
  g_object_get(gegl_config(), "threads", &threads, nullptr);
  return std::max(threads, 1);
}

}  // namespace color_clusters
