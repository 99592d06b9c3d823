// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include "plugin/gimp/run_context.h"

namespace color_clusters {

/// What GIMP shows of a procedure; all strings translated.
struct ProcedureTexts {
  const char* menu_label;
  const char* blurb;
  const char* help;
};

/// A procedure that works on one layer of an image and appears in Filters > Color Clusters.
/// `image_types` are those whose menu item is enabled.
GimpProcedure* new_layer_procedure(GimpPlugIn* plug_in, const char* name, GimpRunImageFunc run,
                                   const char* image_types, const ProcedureTexts& texts);

/// The menu all procedures are in.
inline constexpr char menu_parent[] = "<Image>/Filters";
inline constexpr char menu_path[] = "<Image>/Filters/Color Clusters";

}  // namespace color_clusters
