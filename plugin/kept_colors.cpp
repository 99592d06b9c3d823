// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/kept_colors.h"

#include <algorithm>
#include <memory>

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

std::vector<Color> colors_of(GimpPalette* palette) {
  const ColorArray entries(gimp_palette_get_colors(palette));
  if (!entries) {
    throw calling_error(
        _("The palette whose colors are to be kept does not exist any more. Choose another one, or "
          "none."));
  }
  std::vector<Color> colors;
  for (GeglColor** entry = entries.get(); *entry != nullptr; ++entry) {
    Color color{};
    gegl_color_get_pixel(*entry, babl_format("R'G'B' float"), color.data());
    if (std::ranges::find(colors, color) == colors.end()) colors.push_back(color);
  }
  return colors;
}

}  // namespace

void add_keep_palette_argument(GimpProcedure* procedure) {
  gimp_procedure_add_palette_argument(
      procedure, "keep-palette", _("Keep the colors o_f"),
      _("A palette whose colors stay as they are, also those that the picture does not have; the "
        "others are found around them. They count among the number of colors."),
      TRUE, nullptr, FALSE, G_PARAM_READWRITE);
}

std::vector<Color> kept_colors(GimpProcedureConfig* config, int most) {
  GimpPalette* given = nullptr;
  g_object_get(config, "keep-palette", &given, nullptr);
  if (given == nullptr) return {};
  const Owned<GimpPalette> palette(given);
  std::vector<Color> colors = colors_of(given);
  if (static_cast<int>(colors.size()) > most) {
    const OwnedString name(gimp_resource_get_name(GIMP_RESOURCE(given)));
    throw calling_error(format_text(
        _("The palette “%s” has %d colors to keep, more than the number of colors asked for (%d). "
          "Ask for more colors, or choose a palette with fewer."),
        name ? single_line(name.get()).c_str() : "", static_cast<int>(colors.size()), most));
  }
  return colors;
}

}  // namespace color_clusters
