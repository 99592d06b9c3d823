// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/kept_colors.h"

#include <algorithm>
#include <limits>
#include <locale>
#include <memory>
#include <sstream>

#include <glib/gi18n.h>

#include "plugin/error.h"
#include "plugin/owned.h"
#include "plugin/text.h"

namespace color_clusters {
namespace {

struct ColorArrayFree {
  void operator()(GeglColor** colors) const { gimp_color_array_free(colors); }
};
/// A list of colors that ends with a null pointer.
using ColorArray = std::unique_ptr<GeglColor*, ColorArrayFree>;

/// Adds `color` unless it is there already.
void add_once(std::vector<Color>& colors, const Color& color) {
  if (std::ranges::find(colors, color) == colors.end()) colors.push_back(color);
}

void add_palette(std::vector<Color>& colors, GimpPalette* palette) {
  const ColorArray entries(gimp_palette_get_colors(palette));
  if (!entries) {
    throw calling_error(
        _("The palette whose colors are to be kept does not exist any more. Choose another one, or "
          "none."));
  }
  for (GeglColor** entry = entries.get(); *entry != nullptr; ++entry) {
    Color color{};
    gegl_color_get_pixel(*entry, babl_format("R'G'B' float"), color.data());
    add_once(colors, color);
  }
}

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
  gimp_procedure_add_palette_argument(
      procedure, "keep-palette", _("Keep the colors o_f"),
      _("A palette whose colors stay as they are, also those that the picture does not have; the "
        "others are found around them. They count among the number of colors."),
      TRUE, nullptr, FALSE, G_PARAM_READWRITE);
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
  GimpPalette* palette = nullptr;
  g_object_get(config, "keep-palette", &palette, nullptr);
  const Owned<GimpPalette> owned(palette);
  std::vector<Color> colors;
  if (palette != nullptr) add_palette(colors, palette);
  for (const Color& color : locked_colors(config)) add_once(colors, color);
  const int kept = static_cast<int>(colors.size());
  if (kept > most) throw too_many(palette, kept, most);
  return colors;
}

}  // namespace color_clusters
