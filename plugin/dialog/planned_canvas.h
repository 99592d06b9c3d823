// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include "plugin/gimp/run_context.h"
#include "plugin/results/result_plan.h"

namespace color_clusters {

/// The canvas that a result is added to while its dialog is open: without what an earlier one has
/// added whose place it takes. Asking GIMP for all layers takes long where there are hundreds, so
/// it is done again only when something has changed.
class PlannedCanvas {
 public:
  PlannedCanvas(const RunContext& context, const std::optional<EarlierResult>& edited)
      : context_(context), edited_(edited) {}

  /// With the arguments that the config has then.
  const PixelArea& before();
  [[nodiscard]] CanvasSize size_before() {
    const PixelArea& area = before();
    return {area.width, area.height};
  }

 private:
  /// What it depends on.
  struct Basis {
    ResultChoice choice{};
    bool is_merged = false;
    CanvasSize canvas{};
    /// Layers outside the selection get no result.
    std::array<int, 4> selection{};

    bool operator==(const Basis&) const = default;
  };
  struct Plan {
    Basis basis;
    PixelArea before{};
  };
  [[nodiscard]] Basis basis() const;
  [[nodiscard]] bool layers_exist() const;

  const RunContext& context_;
  const std::optional<EarlierResult>& edited_;
  std::optional<Plan> plan_;
};

}  // namespace color_clusters
