// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/posterize_procedure.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <glib/gi18n.h>

#include "plugin/arguments/arguments.h"
#include "plugin/arguments/layer_arguments.h"
#include "plugin/arguments/posterize_arguments.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/clusters/recolor.h"
#include "plugin/dialog/dialog.h"
#include "plugin/gimp/procedure.h"
#include "plugin/gimp/undo_group.h"
#include "plugin/layer_command.h"
#include "plugin/mapping/map_clusters.h"
#include "plugin/mapping/map_layer.h"
#include "plugin/output/bar_place.h"
#include "plugin/output/bar_text.h"
#include "plugin/output/color_layers.h"
#include "plugin/output/layers.h"
#include "plugin/output/live_filter.h"
#include "plugin/output/text_font.h"
#include "plugin/source/source_clusters.h"
#include "plugin/source/sources.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

// Where GIMP's progress bar is after each stage.
constexpr double found = 0.25;
constexpr double mapped = 0.4;
constexpr double tidied = 0.5;

/// Whether the pixels' clusters are needed in one piece, not only on the way.
bool needs_map(const PosterizeArguments& how) {
  return changes_map(how.areas, how.dither) || how.layers == LayerKind::per_color;
}

/// Up to so many pixels a map, of two bytes each, is no burden.
constexpr std::int64_t most_mapped = std::int64_t{64} << 20;

/// Whether to find the pixels' clusters once, for shares and for painting, is worth a map: where a
/// histogram has bins of several colors, shares take a pass of their own. What a map leaves out,
/// which is what is not seen, has to be found in another way then; it is to be painted, too.
bool pays_off(const Sources& sources) {
  std::int64_t pixels = 0;
  for (const auto& source : sources) {
    const LayerPixels all = source->all_pixels();
    const LayerEncoding encoding = layer_encoding(all.buffer.format());
    if (encoding.is_byte || encoding.is_gray || encoding.has_alpha) return false;
    if (all.layer_mask.buffer.exists()) return false;
    pixels += std::int64_t{all.area.width} * all.area.height;
  }
  return pixels <= most_mapped;
}

/// For each source the clusters of all pixels that are to be shown, which give the clusters their
/// shares.
std::vector<ClusterMap> maps_of(const Sources& sources, const ClusterArguments& arguments,
                                const PosterizeArguments& how, LayerClusters& clusters) {
  const char* const stage = how.dither.is_on() ? _("Dithering") : _("Mapping the pixels to colors");
  // Layer by layer, so that the bar never goes back.
  const auto count = static_cast<double>(sources.size());
  const double step = (tidied - found) / count;
  const double mapping = (mapped - found) / count;
  std::vector<CountedMap> counted;
  for (const auto& source : sources) {
    const double begin = found + step * static_cast<double>(counted.size());
    counted.push_back(
        map_layer(source->all_pixels(), clusters.colors, clusters.space, how.areas, how.dither,
                  MapOf::picture, thread_count(),
                  {.mapping = progress_stage(stage, begin, begin + mapping), .tidying = [=] {
                     progress_stage(_("Tidying the areas"), begin + mapping, begin + step);
                   }}));
  }
  std::vector<double> shares = shares_of(counted);
  std::vector<ClusterMap> maps;
  maps.reserve(counted.size());
  std::vector<ClusterMap*> changed;
  changed.reserve(counted.size());
  for (CountedMap& map : counted) changed.push_back(&maps.emplace_back(std::move(map.map)));
  update_shares_and_order(std::move(shares), arguments.order, changed, clusters);
  return maps;
}

/// The clusters as those of one of the layers that were counted together.
LayerClusters clusters_for(const SourceLayer& source, const LayerClusters& clusters) {
  LayerClusters same = clusters;
  same.encoding = layer_encoding(source.selected_pixels().buffer.format());
  return same;
}

NewLayer make_picture(const SourceLayer& source, const LayerClusters& clusters,
                      const ClusterMap* map, const PosterizeArguments& how,
                      const Progress& progress) {
  switch (how.layers) {
    case LayerKind::per_color:
      return make_color_layers(source, clusters, *map, progress);
    case LayerKind::none:
      return nullptr;
    case LayerKind::single:
    case LayerKind::filter:
      break;
  }
  return make_posterized_layer(source, clusters, map, progress);
}

/// Throws Error where not all that is asked for can be done with these layers.
void check_together(const Sources& sources, const PosterizeArguments& how) {
  if (sources.front()->is_merged() && how.layers == LayerKind::filter) {
    throw calling_error(
        _("A live filter belongs to a layer. Look at layers instead of the visible picture, or "
          "choose other layers."));
  }
}

class PosterizeCommand final : public LayersCommand {
 public:
  void ask(const RunContext& context, const std::optional<EarlierResult>& edited) override {
    ask_posterize_arguments(context, edited);
  }

  void read(const RunContext& context) override { how_ = posterize_arguments(context.config); }

  void prepare_all(const Sources& sources, const ResultPlan& plan) override;
  LayerResult make_all(const Sources& sources, const LayerSettings& settings,
                       const ResultPlan& plan) override;
  void set_values(GimpValueArray* values, const LayerResult& result,
                  GimpPalette* palette) const override;
  void apply(const LayerResult& result) override;

 private:
  [[nodiscard]] bool is_filter() const { return how_.layers == LayerKind::filter; }
  void make_layers(const Sources& sources, std::vector<ClusterMap>& maps, const CanvasSize& canvas,
                   LayerResult& result);
  void make_pictures(const Sources& sources, std::vector<ClusterMap>& maps, double before,
                     LayerResult& result);
  [[nodiscard]] NewLayer make_bar(const Sources& sources, const LayerClusters& clusters,
                                  const BarGeometry& geometry) const;

  PosterizeArguments how_{};
  std::vector<std::unique_ptr<LiveFilter>> filters_;
  /// What shows the pictures, or has the filters that show them.
  std::vector<GimpLayer*> pictures_;
  GimpLayer* color_bar_ = nullptr;
};

void PosterizeCommand::prepare_all(const Sources& sources, const ResultPlan& plan) {
  check_together(sources, how_);
  if (is_filter()) {
    for (const auto& source : sources) {
      filters_.push_back(std::make_unique<LiveFilter>(source->layer()));
    }
    return;
  }
  if (how_.bar.text != BarText::none) font_for_bar_text();
  bar_geometry(place_of(sources), how_.bar, plan.size_before());
}

LayerResult PosterizeCommand::make_all(const Sources& sources, const LayerSettings& settings,
                                       const ResultPlan& plan) {
  const bool has_maps = needs_map(how_) || (how_.layers == LayerKind::single && pays_off(sources));
  LayerResult result{.clusters = find_clusters(selected_pixels(sources), settings.colors, found,
                                               has_maps ? Shares::of_bins : Shares::of_pixels),
                     .layers = {}};
  std::vector<ClusterMap> maps;
  if (has_maps) maps = maps_of(sources, settings.colors, how_, result.clusters);
  recolor(settings.shown, result.clusters);
  if (is_filter()) {
    for (const auto& source : sources) pictures_.push_back(source->layer());
  } else {
    make_layers(sources, maps, plan.size_before(), result);
  }
  return result;
}

NewLayer PosterizeCommand::make_bar(const Sources& sources, const LayerClusters& clusters,
                                    const BarGeometry& geometry) const {
  if (how_.bar.percent == 0.0) return nullptr;
  const SourceLayer& source = *sources.front();
  if (how_.bar.text == BarText::none) {
    return make_color_bar(source, source.image(), _("Color bar"), clusters, geometry);
  }
  const GeglRectangle place = place_of(sources);
  const TextSizes sizes(std::min(place.width, place.height));
  return make_labeled_bar(source, clusters, geometry, how_.bar.text, sizes);
}

void PosterizeCommand::make_pictures(const Sources& sources, std::vector<ClusterMap>& maps,
                                     double before, LayerResult& result) {
  const double step = (1.0 - before) / static_cast<double>(sources.size());
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const SourceLayer& source = *sources[i];
    const LayerClusters clusters = clusters_for(source, result.clusters);
    ClusterMap* const map = maps.empty() ? nullptr : &maps[i];
    if (map != nullptr) {
      map_masked_pixels(source.all_pixels(), clusters.colors, clusters.space, thread_count(), *map);
    }
    const double begin = before + step * static_cast<double>(i);
    NewLayer picture =
        make_picture(source, clusters, map, how_,
                     progress_stage(_("Writing the new layers"), begin, begin + step));
    if (picture) pictures_.push_back(picture.get());
    (i == 0 ? result.layers : result.others).push_back(std::move(picture));
  }
}

void PosterizeCommand::make_layers(const Sources& sources, std::vector<ClusterMap>& maps,
                                   const CanvasSize& canvas, LayerResult& result) {
  const BarGeometry geometry = bar_geometry(place_of(sources), how_.bar, canvas);
  result.canvas = {0, 0, geometry.canvas_width, geometry.canvas_height};
  NewLayer color_bar = make_bar(sources, result.clusters, geometry);
  color_bar_ = color_bar.get();
  make_pictures(sources, maps, maps.empty() ? found : tidied, result);
  result.layers.push_back(std::move(color_bar));
  std::erase(result.layers, nullptr);
}

void PosterizeCommand::apply(const LayerResult& result) {
  // No layer gets its filter unless all do.
  for (const auto& filter : filters_) {
    filter->configure(result.clusters, result.clusters.space.space(), how_);
  }
  const UndoGroup undo_group(gimp_item_get_image(GIMP_ITEM(pictures_.front())));
  for (const auto& filter : filters_) filter->append();
}

void PosterizeCommand::set_values(GimpValueArray* values, const LayerResult& result,
                                  GimpPalette* palette) const {
  g_value_set_object(gimp_value_array_index(values, 1),
                     pictures_.empty() ? nullptr : pictures_.front());
  g_value_set_object(gimp_value_array_index(values, 2), color_bar_);
  set_shares(values, 3, result.clusters.shares);
  g_value_set_object(gimp_value_array_index(values, 4), palette);
  std::vector<GimpLayer*> pictures = pictures_;
  pictures.push_back(nullptr);
  g_value_set_boxed(gimp_value_array_index(values, 5), static_cast<gconstpointer>(pictures.data()));
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
  add_merged_argument(procedure);
  add_result_arguments(procedure, Replacement::posterized);
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
  gimp_procedure_add_core_object_array_return_value(
      procedure, "posterized-layers", _("Posterized layers"),
      _("The posterized layers of all layers, from the topmost down; the first one is the "
        "posterized layer."),
      GIMP_TYPE_LAYER, G_PARAM_READWRITE);
  return procedure;
}

}  // namespace color_clusters
