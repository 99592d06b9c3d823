// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <libgimp/gimp.h>

#include "core/bar/bar_geometry.h"
#include "plugin/results/canvas_size.h"
#include "plugin/results/earlier_result.h"

namespace color_clusters {

/// Where a new result of a layer goes, and what becomes of the layer and of earlier results.
struct ResultPlan {
  /// The new layers come directly above this one, which can be one that goes.
  GimpLayer* below;
  std::vector<GimpLayer*> hidden;
  std::vector<GimpLayer*> removed;
  /// The canvas without what an earlier result that is not seen any more has added for its bar: the
  /// new bar takes its place.
  CanvasSize canvas_before;
  /// The least canvas afterwards: a result that is only hidden keeps its room.
  CanvasSize least_canvas;

  /// The canvas with a bar at that place.
  [[nodiscard]] CanvasSize canvas_with(const BarGeometry& geometry) const;
};

/// What was made of `source` before and is to be replaced: `edited`, as far as it still exists, or,
/// if `replaces_earlier`, the newest result.
std::optional<EarlierResult> replaced_result(GimpLayer* source, bool replaces_earlier,
                                             const std::optional<EarlierResult>& edited);

/// Plans a result of `source`: in the place of `replaced`, or else above all earlier results that
/// lie beside the source. `hides_original`: also earlier results go out of sight, because the new
/// one is shown in their place.
ResultPlan plan_result(GimpLayer* source, const std::optional<EarlierResult>& replaced,
                       bool hides_original);

}  // namespace color_clusters
