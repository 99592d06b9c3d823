// SPDX-License-Identifier: GPL-3.0-or-later
// What GEGL looks for in a module.
#include <gegl-plugin.h>

#include "plugin/filter/filter_texts.h"
#include "plugin/filter/posterize_operation.h"

namespace {

constexpr GeglModuleInfo info{GEGL_MODULE_ABI_VERSION};

}  // namespace

extern "C" {

G_MODULE_EXPORT const GeglModuleInfo* gegl_module_query(GTypeModule* module);
G_MODULE_EXPORT gboolean gegl_module_register(GTypeModule* module);

const GeglModuleInfo* gegl_module_query(GTypeModule*) { return &info; }

gboolean gegl_module_register(GTypeModule* module) {
  try {
    color_clusters::bind_filter_texts();
    color_clusters::register_posterize_operation(module);
  } catch (...) {
    return FALSE;
  }
  return TRUE;
}

}  // extern "C"
