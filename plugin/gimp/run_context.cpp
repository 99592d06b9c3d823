// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp/run_context.h"

namespace color_clusters {

void start_gegl(GimpRunMode run_mode) {
  // Loading all of GEGL's operations takes as long as clustering a picture. Buffers need none; only
  // the widgets of a dialog may use one.
  if (run_mode != GIMP_RUN_INTERACTIVE) g_setenv("GEGL_PATH", "/nonexistent", TRUE);
  gegl_init(nullptr, nullptr);
}

Progress progress_stage(const char* text, double begin, double end) {
  if (begin == 0.0) {
    gimp_progress_init(text);
  } else {
    gimp_progress_set_text(text);
    gimp_progress_update(begin);
  }
  return [begin, end](double fraction) {
    gimp_progress_update(begin + (end - begin) * fraction);
    return true;
  };
}

}  // namespace color_clusters
