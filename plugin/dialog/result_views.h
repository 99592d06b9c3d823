// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <libgimp/gimpui.h>

#include "plugin/clusters/cluster_arguments.h"
#include "plugin/dialog/color_choices.h"
#include "plugin/glib/guard.h"
#include "plugin/preview/preview_view.h"
#include "plugin/widgets/color_bar_view.h"
#include "plugin/widgets/swatch_list.h"

namespace color_clusters {

/// Picture, bar and list of the colors as one thing: what is pointed at in one of them is marked in
/// all; a click copies it.
class ResultViews {
 public:
  ResultViews(GimpProcedureConfig* config, ErrorReport& errors);
  ResultViews(const ResultViews&) = delete;
  ResultViews& operator=(const ResultViews&) = delete;

  /// Disconnects the highlighting: to be called before the widgets are destroyed, which would
  /// report that nothing is pointed at.
  void disconnect();

  [[nodiscard]] PreviewView& preview() { return preview_; }
  [[nodiscard]] SwatchList& swatches() { return swatches_; }
  [[nodiscard]] ColorChoices& choices() { return choices_; }
  [[nodiscard]] ErrorReport& errors() const { return errors_; }

  /// The picture and a row of buttons below it, to which `buttons` belong.
  GtkWidget* new_picture_side(const std::vector<GtkWidget*>& buttons);
  /// The list of colors, and a bar of them above it.
  GtkWidget* new_list();
  /// A button that adds a color to it.
  GtkWidget* new_add_button();

  /// `arguments` are what the clusters were found with.
  void show(const std::shared_ptr<const LiveResult>& result, const ClusterArguments& arguments);
  [[nodiscard]] const LayerClusters* clusters() const { return clusters_.get(); }
  /// Whether colors can be added.
  void allow_adding(bool is_allowed);
  /// Follows the size at which the layer is shown.
  void update_zoom_button();

  /// Called with what is to be told.
  std::function<void(const std::string& text)> on_message;

 private:
  GtkWidget* new_pick_button();
  void point_at(std::optional<std::size_t> cluster);
  void copy(std::size_t cluster);
  void choose(std::optional<std::size_t> cluster, const Color& color);
  void pick(const Color& color);
  void toggle_zoom(GtkToggleButton* button);
  void toggle_picking(GtkToggleButton* button);
  void add_color(GtkButton* button);

  ErrorReport& errors_;
  ColorChoices choices_;
  PreviewView preview_;
  ColorBarView bar_;
  SwatchList swatches_;
  GtkWidget* zoom_ = nullptr;
  GtkWidget* pointed_ = nullptr;
  GtkWidget* add_ = nullptr;
  GtkWidget* pick_ = nullptr;
  bool is_updating_ = false;
  std::optional<std::size_t> pointed_at_;
  std::shared_ptr<const LayerClusters> clusters_;
};

}  // namespace color_clusters
