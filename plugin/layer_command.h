// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <libgimp/gimp.h>

#include "core/base/pixel_area.h"
#include "plugin/arguments/layer_arguments.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/clusters/recolor.h"
#include "plugin/gimp/run_context.h"
#include "plugin/output/layers.h"
#include "plugin/results/earlier_result.h"
#include "plugin/results/result_plan.h"
#include "plugin/source/source_layer.h"
#include "plugin/source/sources.h"

namespace color_clusters {

/// What all commands that add layers are asked for.
struct LayerSettings {
  ClusterArguments colors;
  Recoloring shown;
  ResultArguments result;
};

/// What a command has made of a layer, finished; nothing of the image has changed.
struct LayerResult {
  /// As they are shown.
  LayerClusters clusters;
  /// What comes above the layer, the first at the bottom: that one shows the picture.
  std::vector<NewLayer> layers;
  /// What goes into a group among them.
  LayersOfGroup inner{};  // NOLINT(readability-redundant-member-init)
  /// What comes above each of the other layers that it was made of: none where there is one.
  std::vector<NewLayer> others{};  // NOLINT(readability-redundant-member-init)
  /// What of the plane has to be canvas then.
  PixelArea canvas{};
};

/// A command that makes layers of layers. What is the same for all such commands is
/// run_layer_command; here is what each has of its own, in the order in which it is called.
class LayersCommand {
 public:
  LayersCommand() = default;
  virtual ~LayersCommand() = default;
  LayersCommand(const LayersCommand&) = delete;
  LayersCommand& operator=(const LayersCommand&) = delete;

  /// Whether it takes several layers, or what the image shows; otherwise there is one source.
  [[nodiscard]] virtual bool takes_several() const { return true; }

  /// Shows the dialog, which edits the config; `edited` is the result that is to be made again.
  /// Throws cancelled().
  virtual void ask(const RunContext& context, const std::optional<EarlierResult>& edited) = 0;

  /// Which colors to find.
  [[nodiscard]] virtual ClusterArguments colors(GimpProcedureConfig* config) const;
  /// Reads the arguments that only this command has. Throws Error when they do not go together.
  virtual void read(const RunContext& context) = 0;

  /// Throws Error where it can be told before the work that it cannot be done. `plan` is that of
  /// the first source.
  virtual void prepare_all(const Sources& sources, const ResultPlan& plan) = 0;
  /// Makes everything without changing the image. GIMP's progress bar goes from 0 to 1.
  virtual LayerResult make_all(const Sources& sources, const LayerSettings& settings,
                               const ResultPlan& plan) = 0;
  /// Fills in the return values after the status. `palette` is the new one, or null. The layers of
  /// the result still belong to it.
  virtual void set_values(GimpValueArray* values, const LayerResult& result,
                          GimpPalette* palette) const = 0;
  /// Changes the image where the result has no layers.
  virtual void apply(const LayerResult&) {}
  /// Gives away what was made beside the image. Nothing can fail after it.
  virtual void hand_over() {}
};

/// A command that takes one layer.
class LayerCommand : public LayersCommand {
 public:
  [[nodiscard]] bool takes_several() const final { return false; }

  /// As prepare_all.
  virtual void prepare(const SourceLayer&, const ResultPlan&) {}
  /// As make_all.
  virtual LayerResult make(const SourceLayer& source, const LayerSettings& settings,
                           const ResultPlan& plan) = 0;

  void prepare_all(const Sources& sources, const ResultPlan& plan) final {
    prepare(*sources.front(), plan);
  }
  LayerResult make_all(const Sources& sources, const LayerSettings& settings,
                       const ResultPlan& plan) final {
    return make(*sources.front(), settings, plan);
  }
};

/// What a procedure of GIMP does that adds layers: check → dialog → read → cluster → make → insert,
/// in one undo step → return values. Run on a layer of its own earlier result it edits that, where
/// somebody works at the screen or it is asked to replace that result.
GimpValueArray* run_layer_command(const RunContext& context, LayersCommand& command);

/// The function that GIMP runs for a command.
template <typename Command>
GimpValueArray* run_command(const RunContext& context) {
  Command command;
  return run_layer_command(context, command);
}

}  // namespace color_clusters
