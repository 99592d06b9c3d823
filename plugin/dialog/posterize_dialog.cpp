// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <glib/gi18n.h>

#include "plugin/arguments/arguments.h"
#include "plugin/arguments/gimp_choices.h"
#include "plugin/arguments/layer_arguments.h"
#include "plugin/arguments/posterize_arguments.h"
#include "plugin/dialog/cluster_dialog.h"
#include "plugin/dialog/dialog.h"
#include "plugin/dialog/planned_canvas.h"
#include "plugin/dialog/result_part.h"
#include "plugin/output/bar_place.h"
#include "plugin/output/bar_text.h"
#include "plugin/output/live_filter.h"
#include "plugin/source/source_layer.h"
#include "plugin/source/sources.h"

namespace color_clusters {
namespace {

PreviewBar preview_bar(const BarGeometry& geometry, const GeglRectangle& layer) {
  const PixelArea& bar = geometry.bar;
  const double width = layer.width;
  const double height = layer.height;
  return {.area = {(bar.x - layer.x) / width, (bar.y - layer.y) / height, bar.width / width,
                   bar.height / height},
          .is_vertical = geometry.is_vertical};
}

class PosterizePart final : public ResultPart {
 public:
  PosterizePart(const RunContext& context, const std::optional<EarlierResult>& edited)
      : ResultPart(context, edited), canvas_(context, edited) {}

  [[nodiscard]] const char* title() const override {
    return is_edit() ? _("Edit a Posterized Layer") : _("Posterize by Clusters");
  }
  [[nodiscard]] const char* ok_label() const override { return _("_Posterize"); }

  void add_pages(Controls& controls) override;
  void complete(LiveRequest& request, const SourceLayer& layer) override;
  void show(const LayerClusters& clusters, const LayerSnapshot& layer,
            PreviewView& preview) override;

 private:
  void add_main_controls(Controls& controls) override;
  void update_controls(Controls& controls) override;
  void update_areas(Controls& controls);
  void check_live_filter(GtkWidget* layers);

  PlannedCanvas canvas_;
};

void PosterizePart::add_main_controls(Controls& controls) {
  GtkWidget* const place = controls.of("color-bar-position");
  // The check button above is its label.
  gtk_widget_hide(gimp_labeled_get_label(GIMP_LABELED(place)));
  gtk_widget_set_hexpand(place, TRUE);
  GtkWidget* const row = Controls::side_by_side({controls.of("color-bar")});
  gtk_box_pack_start(GTK_BOX(row), place, TRUE, TRUE, 0);
  gtk_widget_show(place);
  controls.add(row);
  controls.add(controls.slider("color-bar-size", 0));
  controls.add(controls.of("color-bar-text"));
  controls.add(controls.of("create-palette"));
}

void PosterizePart::add_pages(Controls& controls) {
  check_live_filter(controls.of("layers"));
  GtkWidget* const smooth_edges = controls.slider("smooth-edges", 0);
  GtkWidget* const strength = controls.slider("dither-strength", 0);
  // Pages of one size, so that nothing jumps.
  controls.add_page(_("Areas and dithering"),
                    {area_size().widget(), smooth_edges, controls.of("dither"), strength},
                    {"smallest-area", "smooth-edges", "dither", "dither-strength"});
  controls.add_result_page(_("Layers"), {controls.of("layers"), controls.of("hide-original")},
                           {"layers", "hide-original"}, is_edit());
}

/// Where GIMP has no live filter, it cannot be chosen.
void PosterizePart::check_live_filter(GtkWidget* layers) {
  // The image's picture has layers, even if something else is selected.
  const std::vector<GimpLayer*> given = samples_merged(config())
                                            ? layers_from_the_top(context().image)
                                            : given_layers(context().image, context().drawables);
  if (given.empty() || has_live_filter(given.front())) return;
  GParamSpec* const spec = g_object_class_find_property(G_OBJECT_GET_CLASS(config()), "layers");
  gimp_choice_set_sensitive(gimp_param_spec_choice_get_choice(spec), "filter", FALSE);
  gtk_widget_set_tooltip_text(layers, why_no_live_filter());
}

/// Of controls that exclude each other, the one that is in use disables the others.
void PosterizePart::update_areas(Controls& controls) {
  int smallest_area = 0;
  int smooth_edges = 0;
  g_object_get(config(), "smallest-area", &smallest_area, "smooth-edges", &smooth_edges, nullptr);
  const bool dithers = chosen<DitherMethod>(config(), "dither") != DitherMethod::none;
  const bool tidies = area_arguments(config()).change_anything();

  const char* const no_areas = _("Turn off the dithering first: this would undo it");
  const bool can_tidy = !dithers || smallest_area > 1;
  area_size().allow(can_tidy, no_areas);
  controls.allow(controls.of("smooth-edges"), !dithers || smooth_edges > 0, no_areas);
  controls.allow(controls.of("dither"), dithers || !tidies,
                 _("Set the smallest area and the smoothing to 0 first: they would undo the "
                   "dithering"));
  controls.allow(controls.of("dither-strength"), dithers, _("Choose a kind of dithering first"));
}

void PosterizePart::update_controls(Controls& controls) {
  update_areas(controls);
  gboolean has_bar = FALSE;
  g_object_get(config(), "color-bar", &has_bar, nullptr);
  for (const char* argument : {"color-bar-position", "color-bar-size", "color-bar-text"}) {
    controls.allow(controls.of(argument), has_bar != FALSE, _("Add a color bar first"));
  }
}

void PosterizePart::complete(LiveRequest& request, const SourceLayer&) {
  const PosterizeArguments how = posterize_arguments(config());
  request.areas = how.areas;
  request.dither = how.dither;
}

void PosterizePart::show(const LayerClusters& clusters, const LayerSnapshot& layer,
                         PreviewView& preview) {
  const PosterizeArguments how = posterize_arguments(config());
  if (how.bar.percent == 0.0) {
    preview.set_bar({});
    return;
  }
  // The preview ends with the canvas, but what is posterized can go on beyond it.
  const GeglRectangle place = place_of(layer.sources());
  PreviewBar bar =
      preview_bar(bar_geometry(place, how.bar, canvas_.size_before()), layer.picture().place());
  bar.texts = bar_texts(how.bar.text, clusters);
  bar.sizes = TextSizes(std::min(place.width, place.height));
  preview.set_bar(std::move(bar));
}

}  // namespace

void ask_posterize_arguments(const RunContext& context,
                             const std::optional<EarlierResult>& edited) {
  run_cluster_dialog(context, std::make_unique<PosterizePart>(context, edited));
}

}  // namespace color_clusters
