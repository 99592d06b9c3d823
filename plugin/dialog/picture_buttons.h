// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "plugin/glib/guard.h"
#include "plugin/preview/preview_view.h"

namespace color_clusters {

/// Below the picture of a result: buttons that show the layer as it is, or both side by side.
class PictureButtons {
 public:
  PictureButtons(PreviewView& preview, ErrorReport& errors);
  PictureButtons(const PictureButtons&) = delete;
  PictureButtons& operator=(const PictureButtons&) = delete;

  [[nodiscard]] std::vector<GtkWidget*> widgets() const;
  [[nodiscard]] ErrorReport& errors() const { return errors_; }

 private:
  GtkToggleButton* button(const char* label, const char* tooltip);
  void choose(GtkToggleButton* button);

  PreviewView& preview_;
  ErrorReport& errors_;
  GtkToggleButton* original_;
  GtkToggleButton* split_;
};

}  // namespace color_clusters
