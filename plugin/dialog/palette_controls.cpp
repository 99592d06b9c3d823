// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/palette_controls.h"

#include <glib/gi18n.h>
#include <libgimp/gimpui.h>

namespace color_clusters {
namespace {

/// The slider ends here; more can be typed.
constexpr double slider_colors = 32.0;

}  // namespace

PaletteControls::PaletteControls(Controls& controls, GimpProcedureConfig* config,
                                 ErrorReport& errors, const char* tooltip)
    : controls_(controls),
      palette_(config, "palette", _("Use the colors of a palette:"),
               tooltip != nullptr
                   ? tooltip
                   : _("Show the picture in colors that you have, such as inks, paints or threads, "
                       "instead of colors found in it"),
               errors),
      best_(controls.slider("palette-colors", 0)) {
  gimp_scale_entry_set_bounds(GIMP_SCALE_ENTRY(best_), 0.0, slider_colors, TRUE);
}

void PaletteControls::add_to(std::vector<GtkWidget*>& page, std::vector<const char*>& arguments) {
  page.push_back(palette_.widget());
  page.push_back(best_);
  arguments.push_back("palette");
  arguments.push_back("palette-colors");
}

bool PaletteControls::update() {
  const bool has_palette = palette_.update();
  controls_.allow(controls_.of("palette-colors"), has_palette, _("Choose a palette first"));
  return has_palette;
}

}  // namespace color_clusters
