// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include "plugin/gimp/error.h"
#include "plugin/tiles/progress.h"

namespace color_clusters {

/// What GIMP calls a procedure with.
struct RunContext {
  GimpProcedure* procedure;
  GimpRunMode run_mode;
  GimpImage* image;
  GimpDrawable** drawables;
  GimpProcedureConfig* config;
  /// An earlier result is made again, with its settings.
  bool is_edit = false;
};

/// The function GIMP runs: calls `run` with everything it needs, and lets no exception out.
template <GimpValueArray* (*run)(const RunContext&)>
GimpValueArray* run_procedure(GimpProcedure* procedure, GimpRunMode run_mode, GimpImage* image,
                              GimpDrawable** drawables, GimpProcedureConfig* config, gpointer) {
  return run_guarded(procedure,
                     [&] { return run({procedure, run_mode, image, drawables, config}); });
}

/// Starts GEGL, without its operations unless there is a dialog; must come before anything that
/// uses it.
void start_gegl(GimpRunMode run_mode);

/// Shows `text` beside GIMP's progress bar. The result moves the bar from `begin`, which is 0 for
/// the first stage of a run, to `end`. It never asks to stop: when the user does, GIMP ends the
/// plug-in's process.
Progress progress_stage(const char* text, double begin, double end);

}  // namespace color_clusters
