// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/arguments/kept_colors.h"

#include <algorithm>
#include <limits>
#include <locale>
#include <memory>
#include <sstream>

#include <glib/gi18n.h>

#include "plugin/arguments/palette_argument.h"
#include "plugin/gimp/error.h"
#include "plugin/glib/owned.h"
#include "plugin/glib/text.h"

namespace color_clusters {
namespace {

/// Says that `palette`, or nothing, and locks have more colors than were asked for.
Error too_many(GimpPalette* palette, int kept, int most) {
  if (palette == nullptr) {
    return calling_error(format_text(
        ngettext("%d color is locked, more than the number of colors asked for (%d). Ask for more "
                 "colors, or open a lock.",
                 "%d colors are locked, more than the number of colors asked for (%d). Ask for "
                 "more colors, or open a lock.",
                 static_cast<unsigned long>(kept)),
        kept, most));
  }
  const OwnedString name(gimp_resource_get_name(GIMP_RESOURCE(palette)));
  return calling_error(format_text(
      _("The palette “%s” has %d colors to keep, more than the number of colors asked for (%d). "
        "Ask for more colors, or choose a palette with fewer."),
      name ? single_line(name.get()).c_str() : "", kept, most));
}

}  // namespace

void add_keep_palette_argument(GimpProcedure* procedure) {
  add_palette_argument(
      procedure, "keep-palette", _("Keep the colors o_f"),
      _("A palette whose colors stay as they are, also those that the picture does not have; the "
        "others are found around them. They count among the number of colors."));
  gimp_procedure_add_string_aux_argument(procedure, "locked-colors", "Locked colors",
                                         "Colors that are locked in the dialog.", "",
                                         G_PARAM_READWRITE);
}

std::vector<Color> locked_colors(GimpProcedureConfig* config) {
  char* text = nullptr;
  g_object_get(config, "locked-colors", &text, nullptr);
  const OwnedString owned(text);
  std::istringstream numbers(text != nullptr ? text : "");
  numbers.imbue(std::locale::classic());
  std::vector<Color> colors;
  for (Color color{}; numbers >> color[0] >> color[1] >> color[2];) colors.push_back(color);
  return colors;
}

void set_locked_colors(GimpProcedureConfig* config, std::span<const Color> colors) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text.precision(std::numeric_limits<float>::max_digits10);
  for (const Color& color : colors) text << color[0] << ' ' << color[1] << ' ' << color[2] << '\n';
  g_object_set(config, "locked-colors", text.str().c_str(), nullptr);
}

std::vector<Color> kept_colors(GimpProcedureConfig* config, int most) {
  const Owned<GimpPalette> palette = palette_argument(config, "keep-palette");
  std::vector<Color> colors;
  if (palette) colors = palette_colors(palette.get());
  for (const Color& color : locked_colors(config)) add_once(colors, color);
  const int kept = static_cast<int>(colors.size());
  if (kept > most) throw too_many(palette.get(), kept, most);
  return colors;
}

}  // namespace color_clusters
