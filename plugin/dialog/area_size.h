// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plugin/frame/controls.h"

namespace color_clusters {

/// The control for the smallest area, with its unit behind it.
class AreaSize {
 public:
  AreaSize(Controls& controls, GimpProcedureConfig* config);

  [[nodiscard]] GtkWidget* widget() const { return widget_; }

  /// Follows the argument: one pixel, two pixels.
  void update();
  /// Makes it sensitive, or says in its tooltip why it is not.
  void allow(bool is_allowed, const char* why_not);

 private:
  Controls& controls_;
  GimpProcedureConfig* config_;
  GtkWidget* unit_;
  GtkWidget* widget_;
};

}  // namespace color_clusters
