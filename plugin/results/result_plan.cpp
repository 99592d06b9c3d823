// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/results/result_plan.h"

#include <algorithm>

#include "plugin/gimp/layers_in.h"

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

std::optional<EarlierResult> newest_of(const std::string& command,
                                       const std::vector<EarlierResult>& results) {
  const auto newest = std::ranges::find(results, command, &EarlierResult::command);
  return newest != results.end() ? std::optional(*newest) : std::nullopt;
}

void hide(GimpLayer* layer, ResultPlan& plan) {
  if (gimp_item_get_visible(GIMP_ITEM(layer))) plan.hidden.push_back(layer);
}

}  // namespace

PixelArea ResultPlan::canvas_with(const PixelArea& needed) const {
  if (needed.width == 0 || needed.height == 0) return least_canvas;
  const int x = std::min(least_canvas.x, needed.x);
  const int y = std::min(least_canvas.y, needed.y);
  return {x, y, std::max(least_canvas.x + least_canvas.width, needed.x + needed.width) - x,
          std::max(least_canvas.y + least_canvas.height, needed.y + needed.height) - y};
}

CanvasChange ResultPlan::change_with(const PixelArea& needed) const {
  const PixelArea after = canvas_with(needed);
  return {.before = size_before(),
          .after = {after.width, after.height},
          .shift = {canvas_before.x - after.x, canvas_before.y - after.y}};
}

ResultPlan plan_on_top(GimpImage* image) {
  const CanvasSize canvas = canvas_of(image);
  const PixelArea whole{0, 0, canvas.width, canvas.height};
  return {layers_in(image).front(), {}, {}, whole, whole};
}

namespace {

ResultPlan plan_result(GimpLayer* source, const ResultChoice& choice,
                       const std::optional<EarlierResult>& edited,
                       std::vector<EarlierResult> results) {
  const auto& [command, hides_original, replaces_earlier] = choice;
  const CanvasSize canvas = canvas_of(gimp_item_get_image(GIMP_ITEM(source)));
  const PixelArea whole{0, 0, canvas.width, canvas.height};
  ResultPlan plan{source, {}, {}, whole, whole};
  std::erase_if(results, [&](const EarlierResult& result) { return result.source != source; });
  const std::optional<EarlierResult> newest = newest_of(command, results);
  std::optional<EarlierResult> replaced;
  if (edited) {
    // As of the start: what is there of it can have changed while a dialog was open.
    if (gimp_item_is_valid(GIMP_ITEM(edited->picture))) {
      replaced = result_with(edited->picture, command);
    }
  } else if (replaces_earlier) {
    replaced = newest;
  }
  std::optional<EarlierResult> superseded = replaced;
  if (replaced) {
    plan.below = replaced->picture;
    plan.removed = replaced->layers;
    std::erase_if(results,
                  [&](const EarlierResult& result) { return result.picture == replaced->picture; });
  } else {
    plan.below = uppermost(source, results);
    if (hides_original) superseded = newest;
  }
  if (hides_original) {
    hide(source, plan);
    for (const EarlierResult& result : results) {
      for (GimpLayer* const layer : result.layers) hide(layer, plan);
    }
  }
  if (superseded) {
    plan.superseded = {.before = superseded->canvas_before,
                       .after = superseded->canvas_after,
                       .shift = superseded->shift};
  }
  return plan;
}

/// Gives all plans the canvas without what the results have added that go out of sight: the last
/// one first, as far as nothing else has changed the canvas since.
void take_canvas_back(std::vector<ResultPlan>& plans) {
  std::vector<CanvasChange> changes;
  for (const ResultPlan& plan : plans) {
    if (plan.superseded) changes.push_back(*plan.superseded);
  }
  PixelArea before = plans.front().canvas_before;
  for (;;) {
    const auto last = std::ranges::find_if(changes, [&](const CanvasChange& change) {
      return change.after == CanvasSize{before.width, before.height} &&
             change.before != change.after;
    });
    if (last == changes.end()) break;
    before = {before.x + last->shift.x, before.y + last->shift.y, last->before.width,
              last->before.height};
    changes.erase(last);
  }
  const bool removes =
      std::ranges::any_of(plans, [](const ResultPlan& plan) { return !plan.removed.empty(); });
  for (ResultPlan& plan : plans) {
    plan.canvas_before = before;
    if (removes) plan.least_canvas = before;
  }
}

}  // namespace

std::vector<ResultPlan> plan_results(const std::vector<GimpLayer*>& sources,
                                     const ResultChoice& choice,
                                     const std::optional<EarlierResult>& edited) {
  const std::vector<EarlierResult> results =
      earlier_results(gimp_item_get_image(GIMP_ITEM(sources.front())));
  std::vector<ResultPlan> plans;
  plans.reserve(sources.size());
  for (GimpLayer* const source : sources) {
    plans.push_back(plan_result(source, choice, edited, results));
  }
  take_canvas_back(plans);
  return plans;
}

}  // namespace color_clusters
