// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/paint_by_numbers/numbers_dialog.h"

#include <algorithm>
#include <memory>
#include <optional>

#include <glib/gi18n.h>

#include "plugin/arguments/length_argument.h"
#include "plugin/dialog/area_size.h"
#include "plugin/dialog/cluster_dialog.h"
#include "plugin/dialog/palette_controls.h"
#include "plugin/dialog/picture_buttons.h"
#include "plugin/dialog/planned_canvas.h"
#include "plugin/numbers/number_picture.h"
#include "plugin/paint_by_numbers/number_preview.h"
#include "plugin/paint_by_numbers/numbers_arguments.h"

namespace color_clusters {
namespace {

class NumbersPart final : public CommandPart {
 public:
  NumbersPart(const RunContext& context, const std::optional<EarlierResult>& edited)
      : context_(context), edited_(edited), canvas_(context, edited) {}

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
  PlannedCanvas canvas_;
  NumberPreview preview_;
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
  const CanvasSize canvas = canvas_.size_before();
  preview_.complete(arguments, sizes, seen_part(layer.place(), canvas.width, canvas.height),
                    request);
}

}  // namespace

void ask_numbers_arguments(const RunContext& context, const std::optional<EarlierResult>& edited) {
  run_cluster_dialog(context, std::make_unique<NumbersPart>(context, edited));
}

}  // namespace color_clusters
