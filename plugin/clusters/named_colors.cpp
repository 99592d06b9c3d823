// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/named_colors.h"

#include <algorithm>
#include <string_view>

#include "core/color/byte_color.h"
#include "core/color/cielab.h"
#include "core/color/color_difference.h"

namespace color_clusters {

std::string lasting_name(const std::string& name) {
  constexpr std::string_view before = " · ";
  constexpr std::string_view behind = " %";
  const std::size_t share = name.rfind(before);
  if (share == std::string::npos || !name.ends_with(behind)) return name;
  const std::string_view number = std::string_view(name).substr(
      share + before.size(), name.size() - behind.size() - share - before.size());
  const bool is_number = !number.empty() && number.find_first_not_of("0123456789.") == number.npos;
  return is_number ? name.substr(0, share) : name;
}

std::vector<std::size_t> entries_of(std::span<const Color> palette, std::span<const Color> colors) {
  std::vector<std::size_t> places;
  for (const Color& color : colors) {
    auto entry = std::ranges::find(palette, color);
    if (entry == palette.end()) {
      const ByteColor bytes = to_bytes(color);
      entry = std::ranges::find_if(palette,
                                   [&](const Color& other) { return to_bytes(other) == bytes; });
    }
    const auto place = static_cast<std::size_t>(entry - palette.begin());
    if (entry == palette.end() || std::ranges::find(places, place) != places.end()) continue;
    places.push_back(place);
  }
  return places;
}

void name_after(std::span<const NamedColor> colors, LayerClusters& clusters) {
  std::vector<const NamedColor*> named;
  std::vector<Color> lab;
  for (const NamedColor& color : colors) {
    if (color.name.empty()) continue;
    named.push_back(&color);
    lab.push_back(lab_from_srgb(color.srgb));
  }
  if (named.empty()) return;
  clusters.names.clear();
  for (const Color& srgb : clusters.colors.srgb) {
    const Color shown = lab_from_srgb(srgb);
    const auto nearest = std::ranges::min_element(
        lab, {}, [&](const Color& other) { return ciede2000(shown, other); });
    clusters.names.push_back(named[static_cast<std::size_t>(nearest - lab.begin())]->name);
  }
}

}  // namespace color_clusters
