// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/layer_command.h"

#include <array>
#include <utility>

#include <glib/gi18n.h>

#include "plugin/arguments/arguments.h"
#include "plugin/arguments/recolor_arguments.h"
#include "plugin/output/palette.h"
#include "plugin/source/source_clusters.h"

namespace color_clusters {
namespace {

/// Errors that concern only a procedure that adds layers.
void check_image(GimpImage* image) {
  if (gimp_image_get_base_type(image) == GIMP_INDEXED) {
    throw calling_error(
        _("An indexed image can only show the colors of its colormap. Convert it "
          "first: Image > Mode > RGB."));
  }
  if (gimp_image_get_floating_sel(image) != nullptr) throw floating_selection_error();
}

/// The layer to work on, as libgimp hands layers over.
using Drawables = std::array<GimpDrawable*, 2>;

/// The result that is edited, if the layer is one: not to be used like any other layer, where
/// somebody works at the screen, but to be made again of what it was made of.
std::optional<EarlierResult> edited_result(const RunContext& context) {
  gboolean replaces = FALSE;
  g_object_get(context.config, "replace-earlier", &replaces, nullptr);
  if (context.run_mode == GIMP_RUN_NONINTERACTIVE && replaces == FALSE) return std::nullopt;
  return result_with(given_layer(context.image, context.drawables), command_of(context.config));
}

void insert(const SourceLayer& source, const ResultPlan& plan, GimpProcedureConfig* config,
            LayerResult& result) {
  std::vector<GimpLayer*> marked;
  marked.reserve(result.layers.size());
  for (const NewLayer& layer : result.layers) marked.push_back(layer.get());
  mark_result(marked, source.layer(), config, plan.change_with(result.canvas));
  insert_layers(source.image(), std::move(result.layers), plan, plan.canvas_with(result.canvas));
}

GimpValueArray* run_on_source(const RunContext& context, LayerCommand& command,
                              const std::optional<EarlierResult>& edited) {
  check_layer(context.image, context.drawables);
  if (context.run_mode == GIMP_RUN_INTERACTIVE) command.ask(context, edited);
  const LayerSettings settings{.colors = command.colors(context.config),
                               .shown = recoloring(context.config),
                               .result = result_arguments(context.config)};
  command.read(context);

  // Read only now: the image can have changed while the dialog was open.
  const SourceLayer source(context.image, context.drawables);
  const ResultChoice choice{.command = command_of(context.config),
                            .hides_original = settings.result.hide_original,
                            .replaces_earlier = settings.result.replace_earlier};
  const ResultPlan plan = plan_result(source.layer(), choice, edited);
  command.prepare(source, plan);
  LayerResult result = command.make(source, settings, plan);
  NewPalette palette;
  if (settings.result.create_palette) palette = make_palette(source.image(), result.clusters);
  GimpValueArray* const values =
      gimp_procedure_new_return_values(context.procedure, GIMP_PDB_SUCCESS, nullptr);
  command.set_values(values, result, palette.get());
  if (result.layers.empty()) {
    command.apply(result);
  } else {
    insert(source, plan, context.config, result);
  }
  if (palette) hand_over(std::move(palette), context.run_mode);
  report_fewer_colors(result.clusters, settings.colors, context.run_mode);
  if (context.run_mode != GIMP_RUN_NONINTERACTIVE) gimp_displays_flush();
  return values;
}

}  // namespace

ClusterArguments LayerCommand::colors(GimpProcedureConfig* config) const {
  return cluster_arguments(config);
}

GimpValueArray* run_layer_command(const RunContext& context, LayerCommand& command) {
  start_gegl(context.run_mode);
  check_image(context.image);
  const std::optional<EarlierResult> edited = edited_result(context);
  if (!edited) return run_on_source(context, command, {});
  if (context.run_mode == GIMP_RUN_INTERACTIVE) read_settings(edited->settings, context.config);
  Drawables source = {GIMP_DRAWABLE(edited->source), nullptr};
  RunContext of_source = context;
  of_source.drawables = source.data();
  of_source.is_edit = true;
  return run_on_source(of_source, command, edited);
}

}  // namespace color_clusters
