// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <libgimp/gimp.h>

#include "core/base/pixel_area.h"
#include "plugin/results/canvas_size.h"
#include "plugin/results/earlier_result.h"

namespace color_clusters {

/// Where a new result of a layer goes, and what becomes of the layer and of earlier results.
struct ResultPlan {
  /// The new layers come directly above this one, which can be one that goes.
  GimpLayer* below;
  std::vector<GimpLayer*> hidden;
  std::vector<GimpLayer*> removed;
  /// The canvas without what an earlier result of the same command that is not seen any more has
  /// added to it: what the new one adds takes its place. Its upper left corner lies at (0, 0),
  /// unless that result has moved everything.
  PixelArea canvas_before;
  /// The least canvas afterwards: a result that is only hidden keeps its room.
  PixelArea least_canvas;
  /// What the earlier result that goes out of sight has made of the canvas, if there is one.
  std::optional<CanvasChange> superseded{};  // NOLINT(readability-redundant-member-init)

  [[nodiscard]] CanvasSize size_before() const {
    return {canvas_before.width, canvas_before.height};
  }
  /// The canvas with a result that needs all of an area, which may be empty.
  [[nodiscard]] PixelArea canvas_with(const PixelArea& needed) const;
  /// What a result that needs that makes of the canvas.
  [[nodiscard]] CanvasChange change_with(const PixelArea& needed) const;
};

/// What a command is asked for about its results.
struct ResultChoice {
  /// The name of the procedure. Only its own results are replaced.
  std::string command;
  bool hides_original = true;
  bool replaces_earlier = false;

  bool operator==(const ResultChoice&) const = default;
};

/// Plans a result of each of these layers of one image, at least one: in the place of `edited`, as
/// far as that still exists, or, if wanted, of the newest result; or else above all earlier results
/// that lie beside the source. `hides_original`: also earlier results go out of sight, because the
/// new one is shown in their place. All plans have the same canvas: without what any of the earlier
/// results that go out of sight has added.
std::vector<ResultPlan> plan_results(const std::vector<GimpLayer*>& sources,
                                     const ResultChoice& choice,
                                     const std::optional<EarlierResult>& edited);

/// Plans a result on top of everything in an image that has layers, which leaves that as it is.
ResultPlan plan_on_top(GimpImage* image);

}  // namespace color_clusters
