// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimpui.h>

#include "plugin/glib/guard.h"

namespace color_clusters {

/// The control of an argument that names a palette, or none: GIMP's chooser cannot choose none, a
/// check button beside it does.
class PaletteRow {
 public:
  PaletteRow(GimpProcedureConfig* config, const char* argument, const char* label,
             const char* tooltip, ErrorReport& errors);
  PaletteRow(const PaletteRow&) = delete;
  PaletteRow& operator=(const PaletteRow&) = delete;

  [[nodiscard]] GtkWidget* widget() const { return row_; }
  [[nodiscard]] ErrorReport& errors() const { return errors_; }

  /// Follows the argument, which can also be reset. Returns whether there is a palette.
  bool update();

 private:
  void choose(GtkWidget* button);
  void choose_another(GtkWidget* chooser, GimpResource* resource, gboolean is_closing);

  GimpProcedureConfig* config_;
  const char* argument_;
  ErrorReport& errors_;
  bool is_updating_ = false;
  GtkWidget* row_;
  GtkWidget* check_;
  GtkWidget* chooser_;
};

}  // namespace color_clusters
