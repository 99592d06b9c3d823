// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/posterize_procedure.h"

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <glib/gi18n.h>

#include "plugin/arguments/arguments.h"
#include "plugin/arguments/posterize_arguments.h"
#include "plugin/arguments/recolor_arguments.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/clusters/recolor.h"
#include "plugin/dialog/dialog.h"
#include "plugin/gimp/procedure.h"
#include "plugin/mapping/map_clusters.h"
#include "plugin/mapping/map_layer.h"
#include "plugin/output/bar_place.h"
#include "plugin/output/color_layers.h"
#include "plugin/output/labels.h"
#include "plugin/output/layers.h"
#include "plugin/output/live_filter.h"
#include "plugin/output/palette.h"
#include "plugin/results/earlier_result.h"
#include "plugin/results/result_plan.h"
#include "plugin/source/source_clusters.h"
#include "plugin/tiles/thread_count.h"

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

// Where GIMP's progress bar is after each stage.
constexpr double found = 0.25;
constexpr double mapped = 0.4;
constexpr double tidied = 0.5;
constexpr double labeled = 0.75;

/// The layers that come above the source, finished, and what they need.
struct Result {
  LayerClusters clusters;
  NewLayer picture;
  NewLayer color_bar;
  NewLayer labels;
  BarGeometry geometry;
};

/// Whether the pixels' clusters are needed in one piece, not only on the way.
bool needs_map(const PosterizeArguments& how) {
  return changes_map(how.areas, how.dither) || how.labels || how.layers == LayerKind::per_color ||
         how.layers == LayerKind::per_color_masks;
}

/// The clusters of all pixels that are to be shown, which give the clusters their shares.
ClusterMap map_of(const SourceLayer& source, const ClusterArguments& arguments,
                  const PosterizeArguments& how, LayerClusters& clusters) {
  const char* const stage = how.dither.is_on() ? _("Dithering") : _("Mapping the pixels to colors");
  const MapOf use = how.layers == LayerKind::per_color_masks ? MapOf::films : MapOf::picture;
  CountedMap counted =
      map_layer(source.all_pixels(), clusters.colors, clusters.space, how.areas, how.dither, use,
                thread_count(), {.mapping = progress_stage(stage, found, mapped), .tidying = [] {
                                   progress_stage(_("Tidying the areas"), mapped, tidied);
                                 }});
  update_shares_and_order(std::move(counted.shares), arguments.order, counted.map, clusters);
  return std::move(counted.map);
}

NewLayer make_picture(const SourceLayer& source, const LayerClusters& clusters,
                      const ClusterMap* map, const PosterizeArguments& how,
                      const Progress& progress) {
  switch (how.layers) {
    case LayerKind::per_color:
      return make_color_layers(source, clusters, *map, progress);
    case LayerKind::per_color_masks:
      return make_films(source, clusters, *map, how.trap, progress);
    case LayerKind::single:
    case LayerKind::filter:
      break;
  }
  return make_posterized_layer(source, clusters, map, progress);
}

/// Makes everything without changing the image.
Result make_result(const SourceLayer& source, const ClusterArguments& arguments,
                   const PosterizeArguments& how, const Recoloring& recoloring,
                   const CanvasSize& canvas) {
  Result result{find_clusters(source, arguments, found), {}, {}, {}, {}};
  LayerClusters& clusters = result.clusters;
  std::optional<ClusterMap> map;
  if (needs_map(how)) map = map_of(source, arguments, how, clusters);
  recolor(recoloring, clusters);
  std::optional<Labels> labels;
  if (how.labels) labels.emplace(source, clusters);
  const KeyShape key = labels ? labels->key_shape() : KeyShape{};
  result.geometry = bar_geometry(source, how.bar, key, canvas);
  if (how.bar.percent > 0.0) result.color_bar = make_color_bar(source, clusters, result.geometry);
  if (labels && map) {
    result.labels =
        labels->make(*map, visible_part(source, result.geometry, canvas), result.geometry,
                     progress_stage(_("Placing the numbers"), tidied, labeled));
  }
  if (map && how.layers != LayerKind::per_color_masks) {
    map_masked_pixels(source.all_pixels(), clusters.colors, clusters.space, thread_count(), *map);
  }
  const double before = labels ? labeled : map ? tidied : found;
  result.picture = make_picture(source, clusters, map ? &*map : nullptr, how,
                                progress_stage(_("Writing the new layers"), before, 1.0));
  return result;
}

/// `picture` is what shows it, or has the filter that shows it.
GimpValueArray* return_values(const RunContext& context, GimpLayer* picture, GimpLayer* color_bar,
                              const LayerClusters& clusters, GimpPalette* palette) {
  GimpValueArray* const values =
      gimp_procedure_new_return_values(context.procedure, GIMP_PDB_SUCCESS, nullptr);
  g_value_set_object(gimp_value_array_index(values, 1), picture);
  g_value_set_object(gimp_value_array_index(values, 2), color_bar);
  set_shares(values, 3, clusters.shares);
  g_value_set_object(gimp_value_array_index(values, 4), palette);
  return values;
}

void insert(const SourceLayer& source, const ResultPlan& plan, GimpProcedureConfig* config,
            Result& result) {
  const CanvasSize canvas = plan.canvas_with(result.geometry);
  std::vector<NewLayer> layers;
  std::vector<GimpLayer*> marked;
  for (NewLayer* layer : {&result.picture, &result.color_bar, &result.labels}) {
    if (!*layer) continue;
    marked.push_back(layer->get());
    layers.push_back(std::move(*layer));
  }
  mark_result(marked, source.layer(), config, plan.canvas_before, canvas);
  insert_layers(source.image(), std::move(layers), plan, canvas);
}

/// The layer to work on, as libgimp hands layers over.
using Drawables = std::array<GimpDrawable*, 2>;

/// The result that is edited, if the layer is one: not to be posterized once more, where somebody
/// works at the screen, but to be made again of what it was made of.
std::optional<EarlierResult> edited_result(const RunContext& context) {
  gboolean replaces = FALSE;
  g_object_get(context.config, "replace-earlier", &replaces, nullptr);
  if (context.run_mode == GIMP_RUN_NONINTERACTIVE && replaces == FALSE) return std::nullopt;
  return result_with(given_layer(context.image, context.drawables));
}

/// Shows the colors by a filter of the layer; no layer is made.
GimpValueArray* add_filter(const RunContext& context, const SourceLayer& source,
                           const ClusterArguments& arguments, const PosterizeArguments& how,
                           const Recoloring& shown) {
  LiveFilter filter(source.layer());  // Before the work, if there is no such filter.
  LayerClusters clusters = find_clusters(source, arguments, found);
  if (needs_map(how)) map_of(source, arguments, how, clusters);
  recolor(shown, clusters);
  NewPalette palette;
  if (how.create_palette) palette = make_palette(source.image(), clusters);
  GimpValueArray* const values =
      return_values(context, source.layer(), nullptr, clusters, palette.get());
  filter.append(clusters, arguments.color_space, how);
  if (palette) hand_over(std::move(palette), context.run_mode);
  report_fewer_colors(clusters, arguments, context.run_mode);
  if (context.run_mode != GIMP_RUN_NONINTERACTIVE) gimp_displays_flush();
  return values;
}

GimpValueArray* posterize_source(const RunContext& context,
                                 const std::optional<EarlierResult>& edited) {
  check_layer(context.image, context.drawables);
  if (context.run_mode == GIMP_RUN_INTERACTIVE) ask_posterize_arguments(context, edited);
  const ClusterArguments arguments = cluster_arguments(context.config);
  const PosterizeArguments how = posterize_arguments(context.config);
  const Recoloring shown = recoloring(context.config);

  // Read only now: the image can have changed while the dialog was open.
  const SourceLayer source(context.image, context.drawables);
  if (how.layers == LayerKind::filter) return add_filter(context, source, arguments, how, shown);
  const ResultPlan plan =
      plan_result(source.layer(), replaced_result(source.layer(), how.replace_earlier, edited),
                  how.hide_original);
  // Before the work, if there is no font, or the bar is too large.
  if (how.labels) font_for_numbers();
  bar_geometry(source, how.bar, {}, plan.canvas_before);
  Result result = make_result(source, arguments, how, shown, plan.canvas_before);
  NewPalette palette;
  if (how.create_palette) palette = make_palette(source.image(), result.clusters);
  GimpValueArray* const values = return_values(
      context, result.picture.get(), result.color_bar.get(), result.clusters, palette.get());
  insert(source, plan, context.config, result);
  if (palette) hand_over(std::move(palette), context.run_mode);
  report_fewer_colors(result.clusters, arguments, context.run_mode);
  if (context.run_mode != GIMP_RUN_NONINTERACTIVE) gimp_displays_flush();
  return values;
}

GimpValueArray* run(const RunContext& context) {
  start_gegl(context.run_mode);
  check_image(context.image);
  const std::optional<EarlierResult> edited = edited_result(context);
  if (!edited) return posterize_source(context, {});
  if (context.run_mode == GIMP_RUN_INTERACTIVE) read_settings(edited->settings, context.config);
  Drawables source = {GIMP_DRAWABLE(edited->source), nullptr};
  RunContext of_source = context;
  of_source.drawables = source.data();
  of_source.is_edit = true;
  return posterize_source(of_source, edited);
}

}  // namespace

GimpProcedure* create_posterize_procedure(GimpPlugIn* plug_in) {
  GimpProcedure* const procedure = new_layer_procedure(
      plug_in, posterize_procedure_name, run_procedure<run>, "RGB*, GRAY*",
      {
          .menu_label = _("_Posterize by Clusters…"),
          .blurb =
              _("Add a layer that shows a layer in its main colors, and a bar of their shares"),
          .help = _(
              "Clusters the colors of a layer (k-means) and adds a new layer above it in which "
              "every pixel has the color of its cluster, and a color bar whose segments are "
              "as wide as the shares of the colors, largest first. The layer itself is hidden, and "
              "stays as it is. Only selected pixels are counted and changed, and alpha is kept."),
      });
  add_cluster_arguments(procedure);
  add_color_bar_argument(procedure);
  add_choice_arguments(procedure);
  add_posterize_arguments(procedure);
  add_given_palette_argument(procedure);
  add_result_arguments(procedure);
  gimp_procedure_add_layer_return_value(procedure, "posterized-layer", _("Posterized layer"),
                                        _("The new layer, or group of layers, with the posterized "
                                          "picture; or the layer that has the filter."),
                                        FALSE, G_PARAM_READWRITE);
  gimp_procedure_add_layer_return_value(procedure, "color-bar-layer", _("Color bar layer"),
                                        _("The new layer with the color bar, or none."), TRUE,
                                        G_PARAM_READWRITE);
  add_shares_return_value(procedure);
  gimp_procedure_add_palette_return_value(procedure, "palette", _("Palette"),
                                          _("The new palette, or none."), G_PARAM_READWRITE);
  return procedure;
}

}  // namespace color_clusters
