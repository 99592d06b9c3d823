// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/arguments/layer_arguments.h"

#include <glib/gi18n.h>

#include "plugin/glib/owned.h"

namespace color_clusters {

void add_area_arguments(GimpProcedure* procedure) {
  gimp_procedure_add_int_argument(
      procedure, "smallest-area", _("S_mallest area"),
      _("Areas of one color with fewer pixels are merged into their neighbors; 0 keeps all."), 0,
      max_smallest_area, 0, G_PARAM_READWRITE);
  gimp_procedure_add_int_argument(
      procedure, "smooth-edges", _("Smooth ed_ges"),
      _("Rounds ragged borders between areas, without new colors; 0 leaves them as they are."), 0,
      max_smoothing, 0, G_PARAM_READWRITE);
}

AreaArguments area_arguments(GimpProcedureConfig* config) {
  AreaArguments areas;
  g_object_get(config, "smallest-area", &areas.smallest_area, "smooth-edges", &areas.smooth_edges,
               nullptr);
  return areas;
}

void add_result_arguments(GimpProcedure* procedure, Replacement replacement) {
  gimp_procedure_add_boolean_argument(
      procedure, "hide-original", _("_Hide the original"),
      replacement == Replacement::posterized
          ? _("Hide the layer, so that the posterized one is seen in its place, with its opacity "
              "and mode, and not on top of it.")
          : _("Hide the layer that the new ones are made of."),
      TRUE, G_PARAM_READWRITE);
  gimp_procedure_add_boolean_argument(
      procedure, "create-palette", _("Also create the palette"),
      _("Also make a palette of the colors, as Extract Palette does."), FALSE, G_PARAM_READWRITE);
  gimp_procedure_add_boolean_argument(
      procedure, "replace-earlier", _("Replace the earlier result"),
      _("Replace the layers that this command last made of the same "
        "layer; otherwise the new ones are added above them."),
      FALSE, G_PARAM_READWRITE);
}

namespace {

/// Whether there is a new layer that can be seen in the place of the original.
bool covers_original(GimpProcedureConfig* config) {
  if (g_object_class_find_property(G_OBJECT_GET_CLASS(config), "layers") == nullptr) return true;
  char* layers = nullptr;
  g_object_get(config, "layers", &layers, nullptr);
  const OwnedString owned(layers);
  return g_strcmp0(layers, "none") != 0;
}

}  // namespace

ResultArguments result_arguments(GimpProcedureConfig* config) {
  gboolean hide_original = TRUE;
  gboolean create_palette = FALSE;
  gboolean replace_earlier = FALSE;
  g_object_get(config, "hide-original", &hide_original, "create-palette", &create_palette,
               "replace-earlier", &replace_earlier, nullptr);
  return {.hide_original = hide_original != FALSE && covers_original(config),
          .create_palette = create_palette != FALSE,
          .replace_earlier = replace_earlier != FALSE};
}

}  // namespace color_clusters
