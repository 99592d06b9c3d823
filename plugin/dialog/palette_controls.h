// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "plugin/frame/controls.h"
#include "plugin/frame/palette_row.h"

namespace color_clusters {

/// The controls for a palette whose colors are used, and for how many of them.
class PaletteControls {
 public:
  /// `tooltip` says what the palette is good for, if it is not to paint the picture.
  PaletteControls(Controls& controls, GimpProcedureConfig* config, ErrorReport& errors,
                  const char* tooltip = nullptr);

  void add_to(std::vector<GtkWidget*>& page, std::vector<const char*>& arguments);

  /// Follows the arguments. Returns whether there is a palette.
  bool update();

 private:
  Controls& controls_;
  PaletteRow palette_;
  GtkWidget* best_;
};

}  // namespace color_clusters
