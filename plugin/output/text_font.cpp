// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/output/text_font.h"

#include <glib/gi18n.h>

#include "plugin/gimp/error.h"
#include "plugin/glib/owned.h"
#include "plugin/output/layers.h"

namespace color_clusters {

GimpFont* known_font() {
  if (GimpFont* const font = gimp_font_get_by_name("Sans-serif")) return font;
  // The context names a font even where none is installed.
  const OwnedMemory<GimpFont*> fonts(gimp_fonts_get_list(""));
  if (!fonts || fonts.get()[0] == nullptr) return nullptr;
  GimpFont* const current = gimp_context_get_font();
  return current != nullptr ? current : fonts.get()[0];
}

TextExtent measure_text(const std::string& line, double font_size, GimpFont* font) {
  TextExtent extent;
  int descent = 0;
  if (!gimp_text_get_extents_font(line.c_str(), font_size, font, &extent.width, &extent.height,
                                  &extent.ascent, &descent)) {
    throw layer_error();
  }
  return extent;
}

GimpFont* font_for_bar_text() {
  if (GimpFont* const font = known_font()) return font;
  throw calling_error(
      _("GIMP has no fonts to write with. Start it with fonts, or set the text on the color bar to "
        "none."));
}

}  // namespace color_clusters
