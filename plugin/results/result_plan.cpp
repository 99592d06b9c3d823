// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/results/result_plan.h"

#include <algorithm>
#include <utility>

namespace color_clusters {
namespace {

/// The uppermost of the source and of those results' layers that are its siblings.
GimpLayer* uppermost(GimpLayer* source, const std::vector<EarlierResult>& results) {
  GimpImage* const image = gimp_item_get_image(GIMP_ITEM(source));
  GimpItem* const parent = gimp_item_get_parent(GIMP_ITEM(source));
  GimpLayer* top = source;
  for (const EarlierResult& result : results) {
    for (GimpLayer* const layer : result.layers) {
      if (gimp_item_get_parent(GIMP_ITEM(layer)) == parent &&
          gimp_image_get_item_position(image, GIMP_ITEM(layer)) <
              gimp_image_get_item_position(image, GIMP_ITEM(top))) {
        top = layer;
      }
    }
  }
  return top;
}

void hide(GimpLayer* layer, ResultPlan& plan) {
  if (gimp_item_get_visible(GIMP_ITEM(layer))) plan.hidden.push_back(layer);
}

}  // namespace

CanvasSize ResultPlan::canvas_with(const BarGeometry& geometry) const {
  return {std::max(least_canvas.width, geometry.canvas_width),
          std::max(least_canvas.height, geometry.canvas_height)};
}

std::optional<EarlierResult> replaced_result(GimpLayer* source, bool replaces_earlier,
                                             const std::optional<EarlierResult>& edited) {
  if (edited) {
    // As of the start: what is there of it can have changed while a dialog was open.
    return gimp_item_is_valid(GIMP_ITEM(edited->picture)) ? result_with(edited->picture)
                                                          : std::nullopt;
  }
  if (!replaces_earlier) return std::nullopt;
  std::vector<EarlierResult> results = earlier_results(source);
  return results.empty() ? std::nullopt : std::optional(std::move(results.front()));
}

ResultPlan plan_result(GimpLayer* source, const std::optional<EarlierResult>& replaced,
                       bool hides_original) {
  const CanvasSize canvas = canvas_of(gimp_item_get_image(GIMP_ITEM(source)));
  ResultPlan plan{source, {}, {}, canvas, canvas};
  std::vector<EarlierResult> results = earlier_results(source);
  std::optional<EarlierResult> superseded = replaced;
  if (replaced) {
    plan.below = replaced->picture;
    plan.removed = replaced->layers;
    std::erase_if(results,
                  [&](const EarlierResult& result) { return result.picture == replaced->picture; });
  } else {
    plan.below = uppermost(source, results);
    if (hides_original && !results.empty()) superseded = results.front();
  }
  if (hides_original) {
    hide(source, plan);
    for (const EarlierResult& result : results) {
      for (GimpLayer* const layer : result.layers) hide(layer, plan);
    }
  }
  if (superseded && superseded->canvas_after == canvas) {
    plan.canvas_before = superseded->canvas_before;
    if (replaced) plan.least_canvas = plan.canvas_before;
  }
  return plan;
}

}  // namespace color_clusters
