// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/planned_canvas.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "plugin/arguments/arguments.h"
#include "plugin/arguments/layer_arguments.h"
#include "plugin/gimp/selection_bounds.h"
#include "plugin/source/source_layer.h"

namespace color_clusters {

PlannedCanvas::Basis PlannedCanvas::basis() const {
  const ResultArguments how = result_arguments(context_.config);
  const GeglRectangle selection = selection_bounds(context_.image);
  return {.choice = {.command = command_of(context_.config),
                     .hides_original = how.hide_original,
                     .replaces_earlier = how.replace_earlier},
          .is_merged = samples_merged(context_.config),
          .canvas = canvas_of(context_.image),
          .selection = {selection.x, selection.y, selection.width, selection.height}};
}

bool PlannedCanvas::layers_exist() const {
  const gsize count =
      gimp_core_object_array_get_length(reinterpret_cast<GObject**>(context_.drawables));
  return std::ranges::all_of(std::span(context_.drawables, count), [](GimpDrawable* layer) {
    return gimp_item_is_valid(GIMP_ITEM(layer)) != FALSE;
  });
}

// Not of the dialog's copy of the image, in which nothing is known of earlier results.
const PixelArea& PlannedCanvas::before() {
  if (gimp_image_is_valid(context_.image) == FALSE) {
    if (!plan_) plan_ = Plan{};
    return plan_->before;
  }
  Basis now = basis();
  if (plan_ && plan_->basis == now) return plan_->before;
  if (now.is_merged || !layers_exist()) {
    // Of layers that are gone the last plan stays, so that the dialog can go on.
    const PixelArea whole{0, 0, now.canvas.width, now.canvas.height};
    if (now.is_merged || !plan_) plan_ = {std::move(now), whole};
    return plan_->before;
  }
  const std::vector<GimpLayer*> layers = check_layers(context_.image, context_.drawables);
  const PixelArea before = plan_results(layers, now.choice, edited_).front().canvas_before;
  plan_ = {std::move(now), before};
  return plan_->before;
}

}  // namespace color_clusters
