// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/posterize_procedure.h"

#include <optional>
#include <utility>

#include <glib/gi18n.h>

#include "plugin/dialog/dialog.h"
#include "plugin/layer_clusters.h"
#include "plugin/layers.h"
#include "plugin/procedure.h"

namespace color_clusters {
namespace {

bool wants_color_bar(GimpProcedureConfig* config) {
  gboolean color_bar = TRUE;
  g_object_get(config, "color-bar", &color_bar, nullptr);
  return color_bar != FALSE;
}

/// Errors that concern only a procedure that adds layers.
void check_image(GimpImage* image) {
  if (gimp_image_get_base_type(image) == GIMP_INDEXED) {
    throw calling_error(
        _("An indexed image can only show the colors of its colormap. Convert it "
          "first: Image > Mode > RGB."));
  }
  if (gimp_image_get_floating_sel(image) != nullptr) throw floating_selection_error();
}

GimpValueArray* return_values(const RunContext& context, GimpLayer* posterized,
                              GimpLayer* color_bar, const std::vector<double>& shares) {
  GimpValueArray* const values =
      gimp_procedure_new_return_values(context.procedure, GIMP_PDB_SUCCESS, nullptr);
  g_value_set_object(gimp_value_array_index(values, 1), posterized);
  g_value_set_object(gimp_value_array_index(values, 2), color_bar);
  set_shares(values, 3, shares);
  return values;
}

GimpValueArray* run(const RunContext& context) {
  start_gegl(context.run_mode);
  check_image(context.image);
  check_layer(context.image, context.drawables);
  if (context.run_mode == GIMP_RUN_INTERACTIVE) ask_posterize_arguments(context);
  const ClusterArguments arguments = cluster_arguments(context.config);

  start_progress(_("Posterizing"));
  // Read only now: the image can have changed while the dialog was open.
  const SourceLayer source(context.image, context.drawables);
  std::optional<BarGeometry> bar_place;
  if (wants_color_bar(context.config)) {
    bar_place = bar_geometry(source, bar_arguments(context.config));
  }
  const LayerClusters clusters = find_clusters(source, arguments, progress_between(0.0, 0.3));
  NewLayer posterized = make_posterized_layer(source, clusters, progress_between(0.3, 1.0));
  std::optional<NewColorBar> color_bar;
  if (bar_place) color_bar = make_color_bar(source, clusters, *bar_place);

  GimpValueArray* const values = return_values(
      context, posterized.get(), color_bar ? color_bar->layer.get() : nullptr, clusters.shares);
  insert_layers(source, std::move(posterized), std::move(color_bar));
  report_fewer_colors(clusters, arguments, context.run_mode);
  if (context.run_mode != GIMP_RUN_NONINTERACTIVE) gimp_displays_flush();
  return values;
}

}  // namespace

GimpProcedure* create_posterize_procedure(GimpPlugIn* plug_in) {
  GimpProcedure* const procedure = new_layer_procedure(
      plug_in, posterize_procedure_name, run_procedure<run>, "RGB*, GRAY*",
      {
          .menu_label = _("_Posterize…"),
          .blurb =
              _("Add a layer that shows a layer in its main colors, and a bar of their shares"),
          .help =
              _("Clusters the colors of a layer (k-means) and adds a new layer above it in which "
                "every pixel has the color of its cluster, and a color bar whose segments are "
                "as wide as the shares of the colors, largest first. The layer itself stays as "
                "it is. Only selected pixels are counted and changed, and alpha is kept."),
      });
  add_cluster_arguments(procedure);
  gimp_procedure_add_boolean_argument(
      procedure, "color-bar", _("Add a color _bar"),
      _("Also add a layer with a bar of the colors, each as wide as "
        "its share of the picture."),
      TRUE, G_PARAM_READWRITE);
  add_choice_arguments(procedure);
  add_bar_arguments(procedure);
  gimp_procedure_add_layer_return_value(procedure, "posterized-layer", _("Posterized layer"),
                                        _("The new layer with the posterized picture."), FALSE,
                                        G_PARAM_READWRITE);
  gimp_procedure_add_layer_return_value(procedure, "color-bar-layer", _("Color bar layer"),
                                        _("The new layer with the color bar, or none."), TRUE,
                                        G_PARAM_READWRITE);
  add_shares_return_value(procedure);
  return procedure;
}

}  // namespace color_clusters
