// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp/procedure.h"

namespace color_clusters {

GimpProcedure* new_layer_procedure(GimpPlugIn* plug_in, const char* name, GimpRunImageFunc run,
                                   const char* image_types, const ProcedureTexts& texts) {
  GimpProcedure* const procedure =
      gimp_image_procedure_new(plug_in, name, GIMP_PDB_PROC_TYPE_PLUGIN, run, nullptr, nullptr);
  gimp_procedure_set_image_types(procedure, image_types);
  // With several layers selected the command is there too, and says itself that it takes one.
  gimp_procedure_set_sensitivity_mask(
      procedure, GIMP_PROCEDURE_SENSITIVE_DRAWABLE | GIMP_PROCEDURE_SENSITIVE_DRAWABLES);
  // The label must be there before the path.
  gimp_procedure_set_menu_label(procedure, texts.menu_label);
  gimp_procedure_add_menu_path(procedure, menu_path);
  gimp_procedure_set_documentation(procedure, texts.blurb, texts.help, name);
  gimp_procedure_set_attribution(procedure, "The Color Clusters developers",
                                 "The Color Clusters developers", "2026");
  return procedure;
}

}  // namespace color_clusters
