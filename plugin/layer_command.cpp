// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/layer_command.h"

#include <array>
#include <memory>
#include <utility>

#include <glib/gi18n.h>

#include "plugin/arguments/arguments.h"
#include "plugin/arguments/recolor_arguments.h"
#include "plugin/output/palette.h"
#include "plugin/results/result_names.h"
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

struct ValuesUnref {
  void operator()(GimpValueArray* values) const noexcept { gimp_value_array_unref(values); }
};
using ReturnValues = std::unique_ptr<GimpValueArray, ValuesUnref>;

/// The layer to work on, as libgimp hands layers over.
using Drawables = std::array<GimpDrawable*, 2>;

bool has_one_layer(const RunContext& context) {
  return !samples_merged(context.config) &&
         gimp_core_object_array_get_length(reinterpret_cast<GObject**>(context.drawables)) < 2;
}

/// The result that is edited, if the layer is one: not to be used like any other layer, where
/// somebody works at the screen, but to be made again of what it was made of.
std::optional<EarlierResult> edited_result(const RunContext& context) {
  gboolean replaces = FALSE;
  g_object_get(context.config, "replace-earlier", &replaces, nullptr);
  if (context.run_mode == GIMP_RUN_NONINTERACTIVE && replaces == FALSE) return std::nullopt;
  return result_with(given_layer(context.image, context.drawables), command_of(context.config));
}

void check(const RunContext& context, const LayersCommand& command) {
  if (command.takes_several()) {
    check_sources(context.image, context.drawables, samples_merged(context.config));
  } else {
    check_layer(context.image, context.drawables);
  }
}

Sources open(const RunContext& context, const LayersCommand& command) {
  if (command.takes_several()) {
    return open_sources(context.image, context.drawables, samples_merged(context.config),
                        image_title(context.image));
  }
  Sources sources;
  sources.push_back(std::make_unique<const SourceLayer>(context.image, context.drawables));
  return sources;
}

/// A plan for each source.
std::vector<ResultPlan> plans_of(const Sources& sources, const ResultChoice& choice,
                                 const std::optional<EarlierResult>& edited) {
  GimpImage* const image = sources.front()->image();
  if (sources.front()->is_merged()) return {plan_on_top(image)};
  std::vector<GimpLayer*> layers;
  for (const auto& source : sources) layers.push_back(source->layer());
  return plan_results(layers, choice, edited);
}

/// Marks what each source has got. Nobody made again what the image showed at one time.
void mark(const Sources& sources, const std::vector<Insertion>& insertions,
          GimpProcedureConfig* config, const CanvasChange& change) {
  if (sources.front()->is_merged()) return;
  for (std::size_t i = 0; i < insertions.size(); ++i) {
    std::vector<GimpLayer*> marked;
    for (const NewLayer& layer : insertions[i].layers) marked.push_back(layer.get());
    if (marked.empty()) continue;
    // It is for the first one that the canvas grows.
    const CanvasChange none{.before = change.after, .after = change.after, .shift = {}};
    mark_result(marked, sources[i]->layer(), config, i == 0 ? change : none);
  }
}

void insert(const Sources& sources, std::vector<ResultPlan> plans, GimpProcedureConfig* config,
            LayerResult& result) {
  const CanvasChange change = plans.front().change_with(result.canvas);
  const PixelArea canvas = plans.front().canvas_with(result.canvas);
  std::vector<Insertion> insertions;
  insertions.push_back(
      {std::move(result.layers), std::move(plans.front()), std::move(result.inner)});
  for (std::size_t i = 0; i < result.others.size(); ++i) {
    insertions.push_back({{}, std::move(plans[i + 1]), {}});
    if (result.others[i]) insertions.back().layers.push_back(std::move(result.others[i]));
  }
  mark(sources, insertions, config, change);
  insert_layers(sources.front()->image(), std::move(insertions), canvas);
}

GimpValueArray* run_on_source(const RunContext& context, LayersCommand& command,
                              const std::optional<EarlierResult>& edited) {
  check(context, command);
  if (context.run_mode == GIMP_RUN_INTERACTIVE) command.ask(context, edited);
  const LayerSettings settings{.colors = command.colors(context.config),
                               .shown = recoloring(context.config),
                               .result = result_arguments(context.config)};
  command.read(context);

  // Read only now: the image can have changed while the dialog was open.
  check_image(context.image);
  const Sources sources = open(context, command);
  const ResultChoice choice{.command = command_of(context.config),
                            .hides_original = settings.result.hide_original,
                            .replaces_earlier = settings.result.replace_earlier};
  std::vector<ResultPlan> plans = plans_of(sources, choice, edited);
  command.prepare_all(sources, plans.front());
  LayerResult result = command.make_all(sources, settings, plans.front());
  NewPalette palette;
  if (settings.result.create_palette) palette = make_palette(context.image, result.clusters);
  ReturnValues values(
      gimp_procedure_new_return_values(context.procedure, GIMP_PDB_SUCCESS, nullptr));
  command.set_values(values.get(), result, palette.get());
  if (result.layers.empty()) {
    command.apply(result);
  } else {
    insert(sources, std::move(plans), context.config, result);
  }
  command.hand_over();
  if (palette) hand_over(std::move(palette), context.run_mode);
  report_fewer_colors(result.clusters, settings.colors, context.run_mode);
  if (context.run_mode != GIMP_RUN_NONINTERACTIVE) gimp_displays_flush();
  return values.release();
}

}  // namespace

ClusterArguments LayersCommand::colors(GimpProcedureConfig* config) const {
  return cluster_arguments(config);
}

GimpValueArray* run_layer_command(const RunContext& context, LayersCommand& command) {
  start_gegl(context.run_mode);
  check_image(context.image);
  const bool takes_others = command.takes_several() && !has_one_layer(context);
  const std::optional<EarlierResult> edited = takes_others ? std::nullopt : edited_result(context);
  if (!edited) return run_on_source(context, command, {});
  if (context.run_mode == GIMP_RUN_INTERACTIVE) read_settings(edited->settings, context.config);
  Drawables source = {GIMP_DRAWABLE(edited->source), nullptr};
  RunContext of_source = context;
  of_source.drawables = source.data();
  of_source.is_edit = true;
  return run_on_source(of_source, command, edited);
}

}  // namespace color_clusters
