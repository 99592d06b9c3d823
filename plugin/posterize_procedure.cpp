// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/posterize_procedure.h"

#include <optional>
#include <utility>

#include <glib/gi18n.h>

#include "plugin/arguments/arguments.h"
#include "plugin/arguments/layer_arguments.h"
#include "plugin/arguments/posterize_arguments.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/clusters/recolor.h"
#include "plugin/dialog/dialog.h"
#include "plugin/gimp/procedure.h"
#include "plugin/layer_command.h"
#include "plugin/mapping/map_clusters.h"
#include "plugin/mapping/map_layer.h"
#include "plugin/output/bar_place.h"
#include "plugin/output/bar_text.h"
#include "plugin/output/color_layers.h"
#include "plugin/output/labels.h"
#include "plugin/output/layers.h"
#include "plugin/output/live_filter.h"
#include "plugin/source/source_clusters.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

// Where GIMP's progress bar is after each stage.
constexpr double found = 0.25;
constexpr double mapped = 0.4;
constexpr double tidied = 0.5;
constexpr double labeled = 0.75;

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
    case LayerKind::none:
      return nullptr;
    case LayerKind::single:
    case LayerKind::filter:
      break;
  }
  return make_posterized_layer(source, clusters, map, progress);
}

class PosterizeCommand final : public LayerCommand {
 public:
  void ask(const RunContext& context, const std::optional<EarlierResult>& edited) override {
    ask_posterize_arguments(context, edited);
  }

  void read(const RunContext& context) override { how_ = posterize_arguments(context.config); }

  void prepare(const SourceLayer& source, const ResultPlan& plan) override {
    if (is_filter()) {
      filter_.emplace(source.layer());
      return;
    }
    if (how_.labels || how_.bar.text != BarText::none) font_for_numbers();
    bar_geometry(source, how_.bar, {}, plan.size_before());
  }

  LayerResult make(const SourceLayer& source, const LayerSettings& settings,
                   const ResultPlan& plan) override;
  void set_values(GimpValueArray* values, const LayerResult& result,
                  GimpPalette* palette) const override;

  void apply(const LayerResult& result) override {
    filter_->append(result.clusters, result.clusters.space.space(), how_);
  }

 private:
  [[nodiscard]] bool is_filter() const { return how_.layers == LayerKind::filter; }
  void make_layers(const SourceLayer& source, std::optional<ClusterMap>& map,
                   const CanvasSize& canvas, LayerResult& result);

  PosterizeArguments how_{};
  std::optional<LiveFilter> filter_;
  /// What shows the picture, or has the filter that shows it.
  GimpLayer* picture_ = nullptr;
  GimpLayer* color_bar_ = nullptr;
};

LayerResult PosterizeCommand::make(const SourceLayer& source, const LayerSettings& settings,
                                   const ResultPlan& plan) {
  LayerResult result{.clusters = find_clusters(source, settings.colors, found), .layers = {}};
  std::optional<ClusterMap> map;
  if (needs_map(how_)) map = map_of(source, settings.colors, how_, result.clusters);
  recolor(settings.shown, result.clusters);
  if (is_filter()) {
    picture_ = source.layer();
  } else {
    make_layers(source, map, plan.size_before(), result);
  }
  return result;
}

void PosterizeCommand::make_layers(const SourceLayer& source, std::optional<ClusterMap>& map,
                                   const CanvasSize& canvas, LayerResult& result) {
  const LayerClusters& clusters = result.clusters;
  std::optional<Labels> labels;
  if (how_.labels) labels.emplace(source, clusters);
  const KeyShape key = labels ? labels->key_shape() : KeyShape{};
  const BarGeometry geometry = bar_geometry(source, how_.bar, key, canvas);
  result.canvas = {0, 0, geometry.canvas_width, geometry.canvas_height};
  NewLayer color_bar;
  if (how_.bar.text != BarText::none) {
    color_bar = make_labeled_bar(source, clusters, geometry, how_.bar.text);
  } else if (how_.bar.percent > 0.0) {
    color_bar = make_color_bar(source, source.image(), _("Color bar"), clusters, geometry);
  }
  NewLayer numbers;
  if (labels && map) {
    numbers = labels->make(*map, visible_part(source, geometry, canvas), geometry,
                           progress_stage(_("Placing the numbers"), tidied, labeled));
  }
  if (map && how_.layers != LayerKind::per_color_masks) {
    map_masked_pixels(source.all_pixels(), clusters.colors, clusters.space, thread_count(), *map);
  }
  const double before = labels ? labeled : map ? tidied : found;
  NewLayer picture = make_picture(source, clusters, map ? &*map : nullptr, how_,
                                  progress_stage(_("Writing the new layers"), before, 1.0));
  picture_ = picture.get();
  color_bar_ = color_bar.get();
  for (NewLayer* const layer : {&picture, &color_bar, &numbers}) {
    if (*layer) result.layers.push_back(std::move(*layer));
  }
}

void PosterizeCommand::set_values(GimpValueArray* values, const LayerResult& result,
                                  GimpPalette* palette) const {
  g_value_set_object(gimp_value_array_index(values, 1), picture_);
  g_value_set_object(gimp_value_array_index(values, 2), color_bar_);
  set_shares(values, 3, result.clusters.shares);
  g_value_set_object(gimp_value_array_index(values, 4), palette);
}

}  // namespace

GimpProcedure* create_posterize_procedure(GimpPlugIn* plug_in) {
  GimpProcedure* const procedure = new_layer_procedure(
      plug_in, posterize_procedure_name, run_procedure<run_command<PosterizeCommand>>,
      "RGB*, GRAY*",
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
                                          "picture; the layer that has the filter; or none."),
                                        TRUE, G_PARAM_READWRITE);
  gimp_procedure_add_layer_return_value(procedure, "color-bar-layer", _("Color bar layer"),
                                        _("The new layer with the color bar, or none."), TRUE,
                                        G_PARAM_READWRITE);
  add_shares_return_value(procedure);
  gimp_procedure_add_palette_return_value(procedure, "palette", _("Palette"),
                                          _("The new palette, or none."), G_PARAM_READWRITE);
  return procedure;
}

}  // namespace color_clusters
