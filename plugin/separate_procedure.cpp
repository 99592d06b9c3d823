// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/separate_procedure.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

#include <glib/gi18n.h>

#include "plugin/arguments/arguments.h"
#include "plugin/films/area_films.h"
#include "plugin/films/inks.h"
#include "plugin/films/tone_films.h"
#include "plugin/gimp/procedure.h"
#include "plugin/layer_command.h"
#include "plugin/mapping/dither_clusters.h"
#include "plugin/mapping/map_layer.h"
#include "plugin/pixels/covered_colors.h"
#include "plugin/separate/film_layers.h"
#include "plugin/separate/separate_arguments.h"
#include "plugin/separate/separate_dialog.h"
#include "plugin/source/source_clusters.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

// Where GIMP's progress bar is after each stage.
constexpr double found = 0.25;
constexpr double mapped = 0.4;
constexpr double tidied = 0.5;

/// The films of the layer's tones; the clusters are as they were found.
std::unique_ptr<ToneFilms> tone_films(const SourceLayer& source, const LayerClusters& clusters,
                                      const FilmArguments& how) {
  TonePicture picture{.width = source.place().width, .height = source.place().height};
  picture.read = [pixels = source.all_pixels(), space = clusters.space](
                     int first, std::span<Color> linear, std::span<float> coverages) {
    const int rows = static_cast<int>(linear.size() / static_cast<std::size_t>(pixels.area.width));
    const auto to_linear = [&](std::span<const Color> from, std::span<Color> to) {
      space.linear_from_layer(from, to);
    };
    read_covered_colors(pixels, to_linear, {0, first, pixels.area.width, rows}, thread_count(),
                        linear, coverages);
  };
  return std::make_unique<ToneFilms>(std::move(picture),
                                     dither_palette(clusters.colors, clusters.space).linear,
                                     ink_count(clusters), how, thread_count());
}

/// Throws Error when none of the inks has a share.
void check_prints(const LayerClusters& clusters) {
  const auto inks = static_cast<std::ptrdiff_t>(ink_count(clusters));
  if (std::any_of(clusters.shares.begin(), clusters.shares.begin() + inks,
                  [](double share) { return share > 0.0; })) {
    return;
  }
  throw calling_error(_(
      "Nothing would be printed, because all of the picture has the paper’s color. Choose another "
      "paper, or none."));
}

class SeparateCommand final : public LayerCommand {
 public:
  void ask(const RunContext& context, const std::optional<EarlierResult>& edited) override {
    ask_separate_arguments(context, edited);
  }
  [[nodiscard]] ClusterArguments colors(GimpProcedureConfig* config) const override {
    return ink_arguments(config);
  }
  void read(const RunContext& context) override {
    how_ = separate_arguments(context.config, context.image);
  }
  void prepare(const SourceLayer& source, const ResultPlan& plan) override {
    sheet_ = sheet_of(source, how_, plan.canvas_before);
    if (how_.has_labels) font_for_labels();
  }
  LayerResult make(const SourceLayer& source, const LayerSettings& settings,
                   const ResultPlan& plan) override;
  void set_values(GimpValueArray* values, const LayerResult& result,
                  GimpPalette* palette) const override;

 private:
  ClusterMap map_of(const SourceLayer& source, Order order, LayerClusters& clusters) const;

  SeparateArguments how_;
  Sheet sheet_{};
  GimpLayer* films_ = nullptr;
  GimpLayer* proof_ = nullptr;
};

/// The clusters of all pixels, which give the clusters their shares.
ClusterMap SeparateCommand::map_of(const SourceLayer& source, Order order,
                                   LayerClusters& clusters) const {
  CountedMap counted =
      map_layer(source.all_pixels(), clusters.colors, clusters.space, how_.areas, {}, MapOf::films,
                thread_count(),
                {.mapping = progress_stage(_("Mapping the pixels to colors"), found, mapped),
                 .tidying = [] { progress_stage(_("Tidying the areas"), mapped, tidied); }});
  update_shares_and_order(std::move(counted.shares), order, counted.map, clusters);
  return std::move(counted.map);
}

LayerResult SeparateCommand::make(const SourceLayer& source, const LayerSettings& settings,
                                  const ResultPlan&) {
  LayerResult result{.clusters = find_clusters(source, settings.colors, found), .layers = {}};
  LayerClusters& clusters = result.clusters;
  ClusterMap map;
  std::unique_ptr<ToneFilms> tones;
  if (how_.films.screen) {
    tones = tone_films(source, clusters, how_.films);
  } else {
    map = map_of(source, settings.colors.order, clusters);
  }
  recolor(settings.shown, clusters);
  FilmLayers layers(source, clusters, how_, sheet_);
  const Progress progress =
      progress_stage(_("Making the films"), how_.films.screen ? found : tidied, 1.0);
  if (tones) {
    layers.paint(*tones, progress);
    clusters.shares = tones->shares();
    check_prints(clusters);
  } else {
    check_prints(clusters);
    AreaFilms areas(map, darkness_ranks(clusters), how_.films, thread_count());
    layers.paint(areas, progress);
  }
  NewLayer films = layers.finish(clusters);
  NewLayer proof = layers.take_proof();
  films_ = films.get();
  proof_ = proof.get();
  result.layers.push_back(std::move(films));
  if (proof) result.layers.push_back(std::move(proof));
  result.canvas = sheet_.mark > 0 ? sheet_.area : PixelArea{};
  // What is left are the inks.
  std::vector<std::size_t> inks(ink_count(clusters));
  std::iota(inks.begin(), inks.end(), std::size_t{0});
  take_clusters(clusters, inks);
  return result;
}

void SeparateCommand::set_values(GimpValueArray* values, const LayerResult& result,
                                 GimpPalette* palette) const {
  g_value_set_object(gimp_value_array_index(values, 1), films_);
  g_value_set_object(gimp_value_array_index(values, 2), proof_);
  set_shares(values, 3, result.clusters.shares);
  g_value_set_object(gimp_value_array_index(values, 4), palette);
}

}  // namespace

GimpProcedure* create_separate_procedure(GimpPlugIn* plug_in) {
  GimpProcedure* const procedure = new_layer_procedure(
      plug_in, separate_procedure_name, run_procedure<run_command<SeparateCommand>>, "RGB*, GRAY*",
      {
          .menu_label = _("Separate _Inks…"),
          .blurb = _("Make films for printing a layer in a few inks"),
          .help = _("Clusters the colors of a layer (k-means) into inks, and adds a group with a "
                    "film for each, black where it prints, for exposing screens: areas with trap "
                    "and choke, or halftones of the tones between the inks. With an underbase for "
                    "dark garments, registration marks, a label on each film, and a proof of the "
                    "print. The layer itself is hidden, and stays as it is."),
      });
  add_cluster_arguments(procedure);
  add_choice_arguments(procedure, Listed::inks);
  add_given_palette_argument(procedure);
  add_separate_arguments(procedure);
  add_result_arguments(procedure, Replacement::other);
  gimp_procedure_add_layer_return_value(procedure, "films", _("Films"),
                                        _("The new group of layers, one for each ink in the order "
                                          "of printing, and the underbase above them."),
                                        FALSE, G_PARAM_READWRITE);
  gimp_procedure_add_layer_return_value(procedure, "proof-layer", _("Proof"),
                                        _("The new layer that shows the print, or none."), TRUE,
                                        G_PARAM_READWRITE);
  add_shares_return_value(procedure, Listed::inks);
  gimp_procedure_add_palette_return_value(procedure, "palette", _("Palette"),
                                          _("The new palette, or none."), G_PARAM_READWRITE);
  return procedure;
}

}  // namespace color_clusters
