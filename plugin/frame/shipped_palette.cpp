// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/frame/shipped_palette.h"

#include <algorithm>
#include <cstdint>
#include <sstream>
#include <string_view>
#include <vector>

#include <libgimp/gimp.h>

#include "core/color/byte_color.h"
#include "plugin/arguments/palette_argument.h"
#include "plugin/clusters/named_colors.h"
#include "plugin/glib/owned.h"
#include "plugin/output/palette.h"

namespace color_clusters {
namespace {

constexpr std::string_view folder = "/org/gimp/GIMP/Plugin/ColorClusters/palettes/";
constexpr std::string_view name_mark = "Name: ";
/// What GIMP calls an entry without a name.
constexpr const char* unnamed = "Untitled";

struct PaletteFile {
  std::string name;
  std::vector<NamedColor> entries;
};

/// A palette in GIMP's format, of which only what our files have is read: a name, and colors
/// without names.
PaletteFile parse(const std::string& text) {
  PaletteFile palette;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(name_mark)) palette.name = line.substr(name_mark.size());
    std::istringstream numbers(line);
    int red = 0;
    int green = 0;
    int blue = 0;
    if (numbers >> red >> green >> blue) {
      const ByteColor color{static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green),
                            static_cast<std::uint8_t>(blue)};
      palette.entries.push_back({from_bytes(color), unnamed});
    }
  }
  return palette;
}

PaletteFile read_resource(const std::string& file) {
  const std::string path = std::string(folder) + file;
  const OwnedBytes bytes(
      g_resources_lookup_data(path.c_str(), G_RESOURCE_LOOKUP_FLAGS_NONE, nullptr));
  if (!bytes) return {};
  gsize size = 0;
  const auto* const text = static_cast<const char*>(g_bytes_get_data(bytes.get(), &size));
  return parse(std::string(text, size));
}

bool has_colors(GimpPalette* palette, const std::vector<NamedColor>& entries) {
  return std::ranges::equal(palette_entries(palette), entries, {}, to_bytes,
                            [](const NamedColor& entry) { return to_bytes(entry.srgb); });
}

/// Those called `name`, or as GIMP calls others of that name: with a number behind it.
std::vector<Owned<GimpPalette>> palettes_called(const std::string& name) {
  const OwnedString literal(g_regex_escape_string(name.c_str(), -1));
  const std::string pattern = "^" + std::string(literal.get()) + "( #[0-9]+)?$";
  const OwnedMemory<GimpPalette*> found(gimp_palettes_get_list(pattern.c_str()));
  std::vector<Owned<GimpPalette>> palettes;
  for (GimpPalette** palette = found.get(); palette != nullptr && *palette != nullptr; ++palette) {
    palettes.emplace_back(GIMP_PALETTE(g_object_ref(*palette)));
  }
  return palettes;
}

std::string name_of(GimpPalette* palette) {
  const OwnedString name(gimp_resource_get_name(GIMP_RESOURCE(palette)));
  return name ? name.get() : "";
}

}  // namespace

std::string shipped_palette(const std::string& file) {
  const PaletteFile wanted = read_resource(file);
  for (const Owned<GimpPalette>& palette : palettes_called(wanted.name)) {
    if (has_colors(palette.get(), wanted.entries)) return name_of(palette.get());
  }
  return name_of(make_palette(wanted.name, wanted.entries).release());
}

}  // namespace color_clusters
