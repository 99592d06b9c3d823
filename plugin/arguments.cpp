// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/arguments.h"

#include <glib/gi18n.h>

#include "core/clustering.h"

namespace color_clusters {
namespace {

constexpr int default_colors = 5;

GimpChoice* color_spaces() {
  GimpChoice* const choice = gimp_choice_new();
  gimp_choice_add(choice, "srgb", static_cast<int>(ColorSpace::srgb), _("sRGB"),
                  _("Closest to the pixel values; good for most pictures"));
  gimp_choice_add(choice, "oklab", static_cast<int>(ColorSpace::oklab), _("Oklab (perceptual)"),
                  _("Differences as the eye sees them; good for many colors"));
  gimp_choice_add(choice, "cielab", static_cast<int>(ColorSpace::cielab), _("CIE Lab (perceptual)"),
                  _("Differences as the eye sees them, by the print industry's standard"));
  return choice;
}

}  // namespace

void add_cluster_arguments(GimpProcedure* procedure) {
  gimp_procedure_add_int_argument(
      procedure, "colors", _("_Number of colors"),
      _("How many colors to find. A picture with fewer colors gives as many as it has."), 1,
      max_clusters, default_colors, G_PARAM_READWRITE);
  gimp_procedure_add_choice_argument(procedure, "color-space", _("Color sp_ace"),
                                     _("The space in which colors are compared with each other."),
                                     color_spaces(), "srgb", G_PARAM_READWRITE);
}

void add_shares_return_value(GimpProcedure* procedure) {
  gimp_procedure_add_double_array_return_value(
      procedure, "shares", _("Shares"),
      _("The share of each color, largest first; their sum is 1. There are fewer of them than "
        "asked for when the picture has fewer colors."),
      G_PARAM_READWRITE);
}

ClusterArguments cluster_arguments(GimpProcedureConfig* config) {
  int colors = default_colors;
  g_object_get(config, "colors", &colors, nullptr);
  return {
      .colors = colors,
      .color_space =
          static_cast<ColorSpace>(gimp_procedure_config_get_choice_id(config, "color-space")),
  };
}

}  // namespace color_clusters
