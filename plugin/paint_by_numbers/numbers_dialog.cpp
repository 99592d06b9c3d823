// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/paint_by_numbers/numbers_dialog.h"

#include <algorithm>
#include <memory>
#include <optional>

#include <glib/gi18n.h>

#include "plugin/arguments/length_argument.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/dialog/area_size.h"
#include "plugin/dialog/cluster_dialog.h"
#include "plugin/dialog/palette_controls.h"
#include "plugin/dialog/picture_buttons.h"
#include "plugin/numbers/number_picture.h"
#include "plugin/paint_by_numbers/numbers_arguments.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

/// What is seen of a view at first: the template, or the painted picture.
PaintedView paint(const MappedView& mapped, const LayerClusters& found, const LayerClusters& shown,
                  const NumberArguments& arguments, NumberSizes sizes) {
  const Lettering lettering;
  const double half_diagonal = half_diagonal_of_numbers(lettering, found.shares.size());
  if (half_diagonal == 0.0) return {};
  const double scale = mapped.view.samples->scale;
  const NumberedAreas areas = number_map(mapped.map, found.colors.centers, arguments, sizes,
                                         half_diagonal, scale, thread_count());
  if (arguments.shows_template) {
    return {.picture = paint_template(areas, arguments, scale, thread_count())};
  }
  PaintedView painted{.picture = to_srgb(mapped.view.samples->colors, found.encoding)};
  for (std::size_t i = 0; i < painted.picture.size(); ++i) {
    const std::uint16_t cluster = areas.map.clusters[i];
    if (cluster != no_cluster) painted.picture[i] = shown.colors.srgb[cluster];
  }
  return painted;
}

class NumbersPart final : public CommandPart {
 public:
  NumbersPart(const RunContext& context, const std::optional<EarlierResult>& edited)
      : context_(context), edited_(edited) {}

  [[nodiscard]] const char* title() const override {
    return edited_ ? _("Edit a Picture to Paint by Numbers") : _("Paint by Numbers");
  }
  [[nodiscard]] const char* ok_label() const override { return _("Make _Template"); }
  [[nodiscard]] PreviewView::Picture picture() const override {
    return PreviewView::Picture::posterized;
  }

  void add_controls(Controls& controls, ErrorReport& errors) override;
  void add_color_controls(Controls& controls, std::vector<GtkWidget*>& page,
                          std::vector<const char*>& arguments) override;
  void add_pages(Controls& controls) override;
  std::vector<GtkWidget*> preview_buttons(PreviewView& preview) override {
    buttons_ = std::make_unique<PictureButtons>(preview, *errors_);
    return buttons_->widgets();
  }
  bool update(Controls& controls) override;
  void complete(LiveRequest& request, const SourceLayer& layer) override;

 private:
  const RunContext& context_;
  const std::optional<EarlierResult>& edited_;
  ErrorReport* errors_ = nullptr;
  std::unique_ptr<PictureButtons> buttons_;
  std::unique_ptr<PaletteControls> palette_;
  std::unique_ptr<AreaSize> area_size_;
};

void NumbersPart::add_controls(Controls& controls, ErrorReport& errors) {
  errors_ = &errors;
  area_size_ = std::make_unique<AreaSize>(controls, context_.config);
  controls.add(area_size_->widget());
  controls.add(controls.of("hidden-areas"));
  controls.add(controls.of("key"));
  controls.add(controls.of("template"));
}

void NumbersPart::add_color_controls(Controls& controls, std::vector<GtkWidget*>& page,
                                     std::vector<const char*>& arguments) {
  palette_ = std::make_unique<PaletteControls>(controls, context_.config, *errors_);
  palette_->add_to(page, arguments);
}

void NumbersPart::add_pages(Controls& controls) {
  const double resolution = pixels_per_inch(context_.image);
  controls.add_page(
      _("Areas and outlines"),
      {controls.length("minimum-width", resolution), controls.slider("smooth-edges", 0),
       controls.slider("outline-width", 0), controls.of("outline-color")},
      {"minimum-width", "smooth-edges", "outline-width", "outline-color"});
  controls.add_page(_("Numbers"),
                    {controls.length("smallest-number", resolution),
                     controls.length("largest-number", resolution)},
                    {"smallest-number", "largest-number"});
  controls.add_result_page(_("Layers"),
                           {controls.of("hide-original"), controls.of("create-palette")},
                           {"hide-original", "create-palette"}, edited_.has_value());
}

bool NumbersPart::update(Controls&) {
  area_size_->update();
  return !palette_->update();
}

void NumbersPart::complete(LiveRequest& request, const SourceLayer& layer) {
  const NumberArguments arguments = numbers_arguments(context_.config, context_.image);
  request.areas = numbered_areas_arguments(context_.config, context_.image);
  const NumberSizes sizes =
      number_sizes(std::min(layer.place().width, layer.place().height), arguments);
  request.paint = [arguments, sizes](const MappedView& mapped, const LayerClusters& found,
                                     const LayerClusters& shown) {
    return paint(mapped, found, shown, arguments, sizes);
  };
}

}  // namespace

void ask_numbers_arguments(const RunContext& context, const std::optional<EarlierResult>& edited) {
  run_cluster_dialog(context, std::make_unique<NumbersPart>(context, edited));
}

}  // namespace color_clusters
