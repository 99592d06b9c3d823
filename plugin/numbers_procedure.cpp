// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/numbers_procedure.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <glib/gi18n.h>

#include "core/areas/cluster_map.h"
#include "plugin/arguments/arguments.h"
#include "plugin/arguments/layer_arguments.h"
#include "plugin/clusters/recolor.h"
#include "plugin/gimp/procedure.h"
#include "plugin/gimp/temporary_image.h"
#include "plugin/layer_command.h"
#include "plugin/mapping/map_layer.h"
#include "plugin/numbers/layer_numbers.h"
#include "plugin/paint_by_numbers/number_key.h"
#include "plugin/paint_by_numbers/number_layers.h"
#include "plugin/paint_by_numbers/numbers_arguments.h"
#include "plugin/paint_by_numbers/numbers_dialog.h"
#include "plugin/source/source_clusters.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

// The fonts of the key, in the smallest ones that can be read: 8 and 10 point on a sheet of A4.
constexpr double comfortable_font = 1.6;
constexpr double page_font = 2.0;

// Where GIMP's progress bar is after each stage.
constexpr double found = 0.2;
constexpr double mapped = 0.3;
constexpr double tidied = 0.4;
constexpr double numbered = 0.6;

/// How many numbers each of the clusters has.
std::vector<int> areas_of(const NumberedAreas& areas, std::size_t clusters) {
  std::vector<int> counts(clusters);
  for (const AreaNumber& number : areas.numbers) ++counts[number.cluster];
  return counts;
}

class NumbersCommand final : public LayerCommand {
 public:
  void ask(const RunContext& context, const std::optional<EarlierResult>& edited) override {
    ask_numbers_arguments(context, edited);
  }

  void read(const RunContext& context) override {
    how_ = numbers_arguments(context.config, context.image);
    areas_ = numbered_areas_arguments(context.config, context.image);
    // Nobody would find it otherwise; a script has it as a return value.
    shows_key_ = context.run_mode != GIMP_RUN_NONINTERACTIVE;
  }

  void prepare(const SourceLayer& source, const ResultPlan& plan) override;
  LayerResult make(const SourceLayer& source, const LayerSettings& settings,
                   const ResultPlan& plan) override;
  void set_values(GimpValueArray* values, const LayerResult& result,
                  GimpPalette* palette) const override;
  void hand_over() override;

 private:
  [[nodiscard]] NumberedAreas number(const SourceLayer& source, const ClusterArguments& arguments,
                                     const CanvasSize& canvas, LayerClusters& clusters) const;
  void make_key(const SourceLayer& source, const CanvasSize& canvas, const std::vector<int>& areas,
                LayerResult& result);
  void make_key_image(const SourceLayer& source, NumberKey& key);

  NumberArguments how_;
  AreaArguments areas_;
  bool shows_key_ = false;
  Lettering lettering_;
  NumberSizes sizes_{};
  GimpLayer* group_ = nullptr;
  GimpLayer* key_layer_ = nullptr;
  TemporaryImage key_image_;
  int number_count_ = 0;
};

void NumbersCommand::prepare(const SourceLayer& source, const ResultPlan&) {
  sizes_ = number_sizes(std::min(source.place().width, source.place().height), how_);
  if (half_diagonal_of_numbers(lettering_, 1) == 0.0) {
    throw calling_error(
        _("There are no fonts to write numbers with. Install a sans-serif font and try again."));
  }
}

NumberedAreas NumbersCommand::number(const SourceLayer& source, const ClusterArguments& arguments,
                                     const CanvasSize& canvas, LayerClusters& clusters) const {
  const LayerPixels pixels = source.all_pixels();
  CountedMap counted =
      map_layer(pixels, clusters.colors, clusters.space, areas_, {}, MapOf::picture, thread_count(),
                {.mapping = progress_stage(_("Mapping the pixels to colors"), found, mapped),
                 .tidying = [] { progress_stage(_("Tidying the areas"), mapped, tidied); }});
  progress_stage(_("Placing the numbers"), tidied, numbered);
  const std::size_t count = clusters.shares.size();
  NumberedAreas areas;
  areas.numbers =
      number_layer(clusters.colors.centers,
                   {.sizes = sizes_,
                    .hidden = how_.hidden,
                    .outline_width = how_.outline_width,
                    .seen = seen_part(source.place(), canvas.width, canvas.height)},
                   half_diagonal_of_numbers(lettering_, count), thread_count(), {}, counted.map);
  CountedMap left =
      count_map(pixels, std::move(counted.map), count, MapOf::picture, thread_count());
  areas.map = std::move(left.map);
  update_shares_and_order(std::move(left.shares), arguments.order, areas.map, clusters);
  follow_order(areas.map, areas.numbers);
  return areas;
}

LayerResult NumbersCommand::make(const SourceLayer& source, const LayerSettings& settings,
                                 const ResultPlan& plan) {
  const CanvasSize canvas = plan.size_before();
  LayerResult result{.clusters = find_clusters(source, settings.colors, found, Shares::of_bins),
                     .layers = {},
                     .canvas = {0, 0, canvas.width, canvas.height}};
  LayerClusters& clusters = result.clusters;
  const NumberedAreas areas = number(source, settings.colors, canvas, clusters);
  number_count_ = static_cast<int>(areas.numbers.size());
  recolor(settings.shown, clusters);
  ClusterMap painted = areas.map;
  map_masked_pixels(source.all_pixels(), clusters.colors, clusters.space, thread_count(), painted);
  NumberLayers made =
      make_number_layers(source, clusters, areas, painted, how_, lettering_,
                         progress_stage(_("Writing the new layers"), numbered, 1.0));
  NewLayer group = std::move(made.group);
  group_ = group.get();
  result.layers.push_back(std::move(group));
  result.inner = std::move(made.texts);
  make_key(source, canvas, areas_of(areas, clusters.shares.size()), result);
  return result;
}

void NumbersCommand::make_key(const SourceLayer& source, const CanvasSize& canvas,
                              const std::vector<int>& areas, LayerResult& result) {
  if (how_.key == KeyPlace::none || number_count_ == 0) return;
  const GeglRectangle& layer = source.place();
  const NumberSizes suitable = number_sizes(std::min(layer.width, layer.height), {});
  if (how_.key == KeyPlace::image) {
    NumberKey key(result.clusters, areas, page_font * suitable.smallest, lettering_);
    make_key_image(source, key);
    return;
  }
  const bool is_vertical = how_.key == KeyPlace::beside;
  const PixelArea seen = seen_part(layer, canvas.width, canvas.height);
  const int length = is_vertical ? seen.height : seen.width;
  double font = comfortable_font * suitable.smallest;
  NumberKey key(result.clusters, areas, font, lettering_);
  key.arrange(length, is_vertical);
  if (is_vertical ? key.columns() > 1 : key.width() > length) {
    font = std::max(std::min(std::max(sizes_.smallest, 10.0), suitable.largest), 8.0);
    key = NumberKey(result.clusters, areas, font, lettering_);
    key.arrange(length, is_vertical);
  }
  const int gap = std::max(1, static_cast<int>(std::lround(font / 2.0)));
  const GeglRectangle place{is_vertical ? canvas.width + gap : std::max(layer.x + seen.x, 0),
                            is_vertical ? std::max(layer.y + seen.y, 0) : canvas.height + gap,
                            key.width(), key.height()};
  result.canvas.width = std::max(canvas.width, place.x + place.width);
  result.canvas.height = std::max(canvas.height, place.y + place.height);
  if (result.canvas.width > GIMP_MAX_IMAGE_SIZE || result.canvas.height > GIMP_MAX_IMAGE_SIZE) {
    throw calling_error(
        _("The image cannot get any larger for the key. Have it made as an image of its own, or "
          "scale the image down."));
  }
  NewLayer key_layer = new_layer(source, source.image(), _("Key"), place, Alpha::never);
  key.paint(key_layer.get());
  key_layer_ = key_layer.get();
  result.layers.push_back(std::move(key_layer));
}

void NumbersCommand::make_key_image(const SourceLayer& source, NumberKey& key) {
  key.arrange_page();
  TemporaryImage image = new_similar_image(source.image());
  if (!gimp_image_resize(image.get(), key.width(), key.height(), 0, 0)) throw layer_error();
  NewLayer layer =
      new_layer(source, image.get(), _("Key"), {0, 0, key.width(), key.height()}, Alpha::never);
  key.paint(layer.get());
  if (!gimp_image_insert_layer(image.get(), layer.get(), nullptr, 0)) throw layer_error();
  std::ignore = layer.release();
  gimp_image_undo_enable(image.get());
  key_image_ = std::move(image);
}

void NumbersCommand::hand_over() {
  GimpImage* const image = key_image_.release();
  if (image != nullptr && shows_key_) gimp_display_new(image);
}

void NumbersCommand::set_values(GimpValueArray* values, const LayerResult& result,
                                GimpPalette* palette) const {
  g_value_set_object(gimp_value_array_index(values, 1), group_);
  g_value_set_object(gimp_value_array_index(values, 2), key_layer_);
  g_value_set_object(gimp_value_array_index(values, 3), key_image_.get());
  g_value_set_int(gimp_value_array_index(values, 4), number_count_);
  set_shares(values, 5, result.clusters.shares);
  g_value_set_object(gimp_value_array_index(values, 6), palette);
}

void add_return_values(GimpProcedure* procedure) {
  gimp_procedure_add_layer_return_value(
      procedure, "numbers-layer", _("Group of layers"),
      _("The new group with numbers, outlines, painted picture and paper."), FALSE,
      G_PARAM_READWRITE);
  gimp_procedure_add_layer_return_value(procedure, "key-layer", _("Key layer"),
                                        _("The new layer with the key, or none."), TRUE,
                                        G_PARAM_READWRITE);
  gimp_procedure_add_image_return_value(procedure, "key-image", _("Key image"),
                                        _("The new image with the key, or none."), TRUE,
                                        G_PARAM_READWRITE);
  gimp_procedure_add_int_return_value(procedure, "areas", _("Areas"),
                                      _("How many areas have a number."), 0, G_MAXINT, 0,
                                      G_PARAM_READWRITE);
  add_shares_return_value(procedure);
  gimp_procedure_add_palette_return_value(procedure, "palette", _("Palette"),
                                          _("The new palette, or none."), G_PARAM_READWRITE);
}

}  // namespace

GimpProcedure* create_numbers_procedure(GimpPlugIn* plug_in) {
  GimpProcedure* const procedure = new_layer_procedure(
      plug_in, numbers_procedure_name, run_procedure<run_command<NumbersCommand>>, "RGB*, GRAY*",
      {
          .menu_label = _("Paint by _Numbers…"),
          .blurb = _("Make a picture to paint by numbers of a layer, and its key"),
          .help = _("Clusters the colors of a layer (k-means) and adds a group above it: numbers "
                    "and outlines of its areas, the painted picture, and white paper; and a key "
                    "of the colors. Each area gets the number of its color where it is widest. The "
                    "layer itself is hidden, and stays as it is."),
      });
  add_cluster_arguments(procedure);
  add_choice_arguments(procedure);
  add_numbers_arguments(procedure);
  add_given_palette_argument(procedure);
  add_result_arguments(procedure, Replacement::other);
  add_return_values(procedure);
  return procedure;
}

}  // namespace color_clusters
