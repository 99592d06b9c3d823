// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/arguments/palette_argument.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>

#include <glib/gi18n.h>

#include "plugin/gimp/error.h"
#include "plugin/glib/gegl_color.h"
#include "plugin/glib/owned.h"
#include "plugin/glib/text.h"

namespace color_clusters {
namespace {

struct ColorArrayFree {
  void operator()(GeglColor** colors) const noexcept { gimp_color_array_free(colors); }
};
/// A list of colors that ends with a null pointer.
using ColorArray = std::unique_ptr<GeglColor*, ColorArrayFree>;

/// What GIMP calls an entry without a name, in its own language.
const char* unnamed_entry() {
  constexpr const char* domain = "gimp30";
  static const bool is_bound = [] {
    bindtextdomain(domain, gimp_locale_directory());
    bind_textdomain_codeset(domain, "UTF-8");
    return true;
  }();
  return is_bound ? g_dgettext(domain, "Untitled") : nullptr;
}

std::string entry_name(GimpPalette* palette, int entry) {
  char* text = nullptr;
  gimp_palette_get_entry_name(palette, entry, &text);
  const OwnedString owned(text);
  if (text == nullptr) return {};
  const std::string name = single_line(text);
  return name == "Untitled" || name == unnamed_entry() ? "" : lasting_name(name);
}

}  // namespace

void add_palette_argument(GimpProcedure* procedure, const char* name, const char* label,
                          const char* description) {
  constexpr gboolean none_is_allowed = TRUE;
  constexpr gboolean default_to_context = FALSE;
  gimp_procedure_add_palette_argument(procedure, name, label, description, none_is_allowed, nullptr,
                                      default_to_context, G_PARAM_READWRITE);
}

Owned<GimpPalette> palette_argument(GimpProcedureConfig* config, const char* name) {
  GimpPalette* palette = nullptr;
  g_object_get(config, name, &palette, nullptr);
  return Owned<GimpPalette>(palette);
}

void add_once(std::vector<Color>& colors, const Color& color) {
  if (std::ranges::find(colors, color) == colors.end()) colors.push_back(color);
}

std::vector<Color> palette_entries(GimpPalette* palette) {
  const ColorArray entries(gimp_palette_get_colors(palette));
  if (!entries) {
    throw calling_error(_("The palette does not exist any more. Choose another one, or none."));
  }
  std::vector<Color> colors;
  for (GeglColor** entry = entries.get(); *entry != nullptr; ++entry) {
    colors.push_back(srgb_of(*entry));
  }
  return colors;
}

std::vector<std::string> entry_names(GimpPalette* palette, std::size_t count) {
  std::vector<std::string> names;
  names.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    names.push_back(entry_name(palette, static_cast<int>(i)));
  }
  return names;
}

std::vector<NamedColor> named_colors(GimpPalette* palette) {
  const std::vector<Color> entries = palette_entries(palette);
  const std::vector<std::string> names = entry_names(palette, entries.size());
  std::vector<NamedColor> colors;
  std::set<Color> seen;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!seen.insert(entries[i]).second) continue;
    colors.push_back({entries[i], names[i]});
  }
  return colors;
}

std::vector<Color> palette_colors(GimpPalette* palette) {
  std::vector<Color> colors;
  for (const Color& color : palette_entries(palette)) add_once(colors, color);
  return colors;
}

}  // namespace color_clusters
