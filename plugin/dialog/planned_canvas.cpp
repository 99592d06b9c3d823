// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/planned_canvas.h"

#include "plugin/arguments/arguments.h"
#include "plugin/arguments/layer_arguments.h"

namespace color_clusters {

const PixelArea& PlannedCanvas::before() {
  // Not the dialog's copy of the image, in which nothing is known of earlier results.
  GimpDrawable* const layer = context_.drawables[0];
  if (samples_merged(context_.config)) {
    const auto [width, height] = canvas_of(context_.image);
    plan_ = {{}, {width, height}, {0, 0, width, height}};
    return plan_->before;
  }
  if (plan_ && !gimp_item_is_valid(GIMP_ITEM(layer))) return plan_->before;
  const ResultArguments how = result_arguments(context_.config);
  const ResultChoice choice{.command = command_of(context_.config),
                            .hides_original = how.hide_original,
                            .replaces_earlier = how.replace_earlier};
  const CanvasSize canvas = canvas_of(context_.image);
  if (!plan_ || plan_->choice != choice || plan_->canvas != canvas) {
    plan_ = {choice, canvas, plan_result(GIMP_LAYER(layer), choice, edited_).canvas_before};
  }
  return plan_->before;
}

}  // namespace color_clusters
