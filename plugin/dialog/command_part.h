// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "plugin/arguments/arguments.h"
#include "plugin/frame/controls.h"
#include "plugin/gimp/run_context.h"
#include "plugin/glib/guard.h"
#include "plugin/preview/live_clusters.h"
#include "plugin/preview/preview_view.h"
#include "plugin/source/layer_snapshot.h"
#include "plugin/source/source_layer.h"

namespace color_clusters {

/// What the dialog of one command has besides what all have: the layer's colors as preview, bar and
/// list, and the controls for how they are found.
class CommandPart {
 public:
  CommandPart() = default;
  virtual ~CommandPart() = default;
  CommandPart(const CommandPart&) = delete;
  CommandPart& operator=(const CommandPart&) = delete;

  [[nodiscard]] virtual const char* title() const = 0;
  [[nodiscard]] virtual const char* ok_label() const = 0;
  /// What the preview shows at first.
  [[nodiscard]] virtual PreviewView::Picture picture() const = 0;

  /// Controls that always show.
  virtual void add_controls(Controls& controls, ErrorReport& errors) = 0;
  /// Those of the page about colors that only this command has, and their arguments.
  virtual void add_color_controls(Controls&, std::vector<GtkWidget*>&, std::vector<const char*>&) {}
  /// Further pages.
  virtual void add_pages(Controls&) {}
  /// Buttons below the preview.
  virtual std::vector<GtkWidget*> preview_buttons(PreviewView&) { return {}; }

  /// Follows the arguments. Returns whether colors are to be found: not where they are given.
  virtual bool update(Controls&) { return true; }
  /// Which colors to find. Throws Error when the arguments do not go together.
  [[nodiscard]] virtual ClusterArguments colors(GimpProcedureConfig* config) const {
    return cluster_arguments(config);
  }
  /// Adds to what is asked for. Throws Error when the arguments do not go together.
  virtual void complete(LiveRequest&, const SourceLayer&) {}
  /// Shows what else there is to be seen of clusters, in the preview or elsewhere. Throws Error
  /// when that is not possible.
  virtual void show(const LayerClusters&, const LayerSnapshot&, PreviewView&) {}
};

}  // namespace color_clusters
