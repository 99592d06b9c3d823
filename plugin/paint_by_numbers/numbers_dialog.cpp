// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/paint_by_numbers/numbers_dialog.h"

#include <algorithm>
#include <memory>
#include <optional>

#include <glib/gi18n.h>

#include "plugin/arguments/length_argument.h"
#include "plugin/dialog/cluster_dialog.h"
#include "plugin/dialog/planned_canvas.h"
#include "plugin/dialog/result_part.h"
#include "plugin/numbers/number_picture.h"
#include "plugin/paint_by_numbers/number_preview.h"
#include "plugin/paint_by_numbers/numbers_arguments.h"

namespace color_clusters {
namespace {

class NumbersPart final : public ResultPart {
 public:
  NumbersPart(const RunContext& context, const std::optional<EarlierResult>& edited)
      : ResultPart(context, edited), canvas_(context, edited) {}

  [[nodiscard]] const char* title() const override {
    return is_edit() ? _("Edit a Picture to Paint by Numbers") : _("Paint by Numbers");
  }
  [[nodiscard]] const char* ok_label() const override { return _("Make _Template"); }

  void add_pages(Controls& controls) override;
  void complete(LiveRequest& request, const SourceLayer& layer) override;

 private:
  void add_main_controls(Controls& controls) override;

  PlannedCanvas canvas_;
  NumberPreview preview_;
};

void NumbersPart::add_main_controls(Controls& controls) {
  controls.add(area_size().widget());
  controls.add(controls.of("hidden-areas"));
  controls.add(controls.of("key"));
  controls.add(controls.of("template"));
}

void NumbersPart::add_pages(Controls& controls) {
  const double resolution = pixels_per_inch(context().image);
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
                           {"hide-original", "create-palette"}, is_edit());
}

void NumbersPart::complete(LiveRequest& request, const SourceLayer& layer) {
  const NumberArguments arguments = numbers_arguments(config(), context().image);
  request.areas = numbered_areas_arguments(config(), context().image);
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
