// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/arguments/kept_colors.h"

#include <glib/gi18n.h>

#include "plugin/arguments/colors_argument.h"
#include "plugin/arguments/palette_argument.h"
#include "plugin/clusters/named_colors.h"
#include "plugin/gimp/error.h"
#include "plugin/glib/owned.h"
#include "plugin/glib/text.h"

namespace color_clusters {
namespace {

constexpr const char* locked_name = "locked-colors";

/// The error that `palette` (or null) and the locks have more colors than were asked for.
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

/// Those of `palette` (or null), and those that are locked.
std::vector<Color> all_kept(GimpProcedureConfig* config, GimpPalette* palette) {
  std::vector<Color> colors;
  if (palette != nullptr) colors = palette_colors(palette);
  for (const Color& color : locked_colors(config)) add_once(colors, color);
  return colors;
}

}  // namespace

void add_keep_palette_argument(GimpProcedure* procedure) {
  add_palette_argument(
      procedure, "keep-palette", _("Keep the colors o_f"),
      _("A palette whose colors stay as they are, also those that the picture does not have; the "
        "others are found around them. They count among the number of colors."));
  add_colors_aux_argument(procedure, locked_name, "Locked colors",
                          "Colors that are locked in the dialog.");
}

std::vector<Color> locked_colors(GimpProcedureConfig* config) {
  return colors_argument(config, locked_name);
}

void set_locked_colors(GimpProcedureConfig* config, std::span<const Color> colors) {
  set_colors_argument(config, locked_name, colors);
}

std::vector<Color> kept_colors(GimpProcedureConfig* config, int most) {
  const Owned<GimpPalette> palette = palette_argument(config, "keep-palette");
  std::vector<Color> colors = all_kept(config, palette.get());
  const int kept = static_cast<int>(colors.size());
  if (kept > most) throw too_many(palette.get(), kept, most);
  return colors;
}

std::vector<Color> kept_entries(GimpProcedureConfig* config, std::span<const Color> palette,
                                int most) {
  const Owned<GimpPalette> keep = palette_argument(config, "keep-palette");
  std::vector<Color> colors;
  for (const std::size_t entry : entries_of(palette, all_kept(config, keep.get()))) {
    colors.push_back(palette[entry]);
  }
  const int kept = static_cast<int>(colors.size());
  if (kept <= most) return colors;
  throw calling_error(format_text(
      // Translators: both numbers are of colors of a palette: those kept, and those to be used.
      ngettext("%d color of the palette is kept, more than are to be used (%d). Use more of them, "
               "or keep fewer.",
               "%d colors of the palette are kept, more than are to be used (%d). Use more of "
               "them, or keep fewer.",
               static_cast<unsigned long>(kept)),
      kept, most));
}

}  // namespace color_clusters
