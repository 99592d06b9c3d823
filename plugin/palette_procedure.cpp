// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/palette_procedure.h"

#include <string>
#include <utility>
#include <vector>

#include <glib/gi18n.h>

#include "plugin/arguments/arguments.h"
#include "plugin/arguments/palette_name_argument.h"
#include "plugin/arguments/recolor_arguments.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/clusters/named_colors.h"
#include "plugin/clusters/recolor.h"
#include "plugin/dialog/dialog.h"
#include "plugin/gimp/procedure.h"
#include "plugin/output/palette.h"
#include "plugin/results/result_names.h"
#include "plugin/source/source_clusters.h"
#include "plugin/source/sources.h"

namespace color_clusters {
namespace {

std::string palette_name(const RunContext& context, int color_count) {
  const std::string name = palette_name_argument(context.config);
  return name.empty() ? default_palette_name(context.image, color_count) : name;
}

GimpValueArray* return_values(const RunContext& context, GimpPalette* palette,
                              const std::vector<double>& shares) {
  GimpValueArray* const values =
      gimp_procedure_new_return_values(context.procedure, GIMP_PDB_SUCCESS, nullptr);
  g_value_set_object(gimp_value_array_index(values, 1), palette);
  set_shares(values, 2, shares);
  return values;
}

GimpValueArray* run(const RunContext& context) {
  start_gegl(context.run_mode);
  check_sources(context.image, context.drawables, samples_merged(context.config));
  const bool is_script = context.run_mode == GIMP_RUN_NONINTERACTIVE;
  if (!is_script) forget_name_of_other_image(context.config, context.image);
  if (context.run_mode == GIMP_RUN_INTERACTIVE) ask_palette_arguments(context);
  if (!is_script) remember_named_image(context.config, context.image);
  const ClusterArguments arguments = cluster_arguments(context.config);
  const Recoloring shown = recoloring(context.config);
  const std::vector<NamedColor> names = names_argument(context.config);

  // Read only now: the image can have changed while the dialog was open.
  const Sources sources = open_sources(context.image, context.drawables,
                                       samples_merged(context.config), image_title(context.image));
  LayerClusters clusters = find_clusters(selected_pixels(sources), arguments, 1.0);
  recolor(shown, clusters);
  name_after(names, clusters);
  NewPalette palette =
      make_palette(palette_name(context, static_cast<int>(clusters.shares.size())), clusters);
  report_fewer_colors(clusters, arguments, context.run_mode);
  GimpValueArray* const values = return_values(context, palette.get(), clusters.shares);
  hand_over(std::move(palette), context.run_mode);
  return values;
}

}  // namespace

GimpProcedure* create_palette_procedure(GimpPlugIn* plug_in) {
  GimpProcedure* const procedure = new_layer_procedure(
      plug_in, palette_procedure_name, run_procedure<run>, "*",
      {
          .menu_label = _("Extract _Palette…"),
          .blurb = _("Make a palette of the colors a layer is really made of"),
          .help =
              _("Clusters the colors of a layer (k-means) and makes a palette with one entry for "
                "each cluster, the largest share first. Each entry is named with its "
                "hexadecimal value and its share. What can be seen is counted: inside the "
                "selection, weighted by alpha, with the layer's filters and mask."),
      });
  // Where those look who want to know an image's colors, or who need a palette.
  gimp_procedure_add_menu_path(procedure, "<Image>/Colors/Info");
  gimp_procedure_add_menu_path(procedure, "<Palettes>/Palettes Menu");
  add_cluster_arguments(procedure);
  add_palette_name_argument(procedure);
  add_choice_arguments(procedure);
  add_names_argument(procedure);
  add_merged_argument(procedure);
  gimp_procedure_add_palette_return_value(procedure, "palette", _("Palette"), _("The new palette."),
                                          G_PARAM_READWRITE);
  add_shares_return_value(procedure);
  return procedure;
}

}  // namespace color_clusters
