// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/color_choices.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/color/cielab.h"
#include "core/color/color_difference.h"
#include "plugin/arguments/kept_colors.h"
#include "plugin/arguments/recolor_arguments.h"

namespace color_clusters {
namespace {

/// Colors are the same if all coordinates differ by less than this.
constexpr float same_color = 1e-4F;

bool is_same(const Color& a, const Color& b) {
  return std::ranges::equal(a, b, [](float x, float y) { return std::abs(x - y) < same_color; });
}

bool has(const std::vector<Color>& colors, const Color& color) {
  return std::ranges::any_of(colors, [&](const Color& other) { return is_same(other, color); });
}

void remove(std::vector<Color>& colors, const Color& color) {
  std::erase_if(colors, [&](const Color& other) { return is_same(other, color); });
}

/// All recolorings but those of one cluster, which may be for a slightly different color than the
/// one found.
std::vector<RecoloredCluster> others(std::vector<RecoloredCluster> recolored,
                                     std::span<const Color> found, std::size_t cluster) {
  std::erase_if(recolored, [&](const RecoloredCluster& recoloring) {
    const Color lab = lab_from_srgb(recoloring.found);
    const auto difference = [&](const Color& color) {
      return ciede2000(lab, lab_from_srgb(color));
    };
    const auto nearest = std::ranges::min_element(found, {}, difference);
    return nearest - found.begin() == static_cast<std::ptrdiff_t>(cluster) &&
           difference(*nearest) <= max_recolored_difference;
  });
  return recolored;
}

}  // namespace

Lock ColorChoices::lock_of(const Color& found, const ClusterArguments& arguments) const {
  if (!arguments.palette.empty() && arguments.palette_colors == 0) return Lock::fixed;
  if (has(locked_colors(config_), found)) return Lock::closed;
  return has(arguments.kept, found) ? Lock::fixed : Lock::open;
}

void ColorChoices::lock(const Color& found, bool is_locked) {
  std::vector<Color> colors = locked_colors(config_);
  remove(colors, found);
  if (is_locked) colors.push_back(found);
  set_locked_colors(config_, colors);
}

void ColorChoices::add(const Color& color) {
  std::vector<Color> colors = locked_colors(config_);
  const bool is_new = !has(colors, color);
  remove(colors, color);
  colors.push_back(color);
  gboolean automatic = FALSE;
  int most = 0;
  g_object_get(config_, "automatic", &automatic, nullptr);
  const char* const argument = automatic != FALSE ? "most-colors" : "colors";
  g_object_get(config_, argument, &most, nullptr);
  // One more, so that none of those found has to go. GIMP's properties keep to their limits.
  const int needed = static_cast<int>(colors.size());
  const int wanted = automatic == FALSE && is_new ? most + 1 : most;
  g_object_set(config_, argument, std::max(needed, wanted), nullptr);
  set_locked_colors(config_, colors);
}

void ColorChoices::recolor(std::span<const Color> found, std::size_t cluster, const Color& shown) {
  std::vector<RecoloredCluster> recolored = others(recolored_clusters(config_), found, cluster);
  recolored.push_back({found[cluster], shown});
  set_recolored_clusters(config_, recolored);
}

void ColorChoices::take_back(std::span<const Color> found, std::size_t cluster) {
  set_recolored_clusters(config_, others(recolored_clusters(config_), found, cluster));
}

void ColorChoices::clear() {
  set_locked_colors(config_, {});
  set_recolored_clusters(config_, {});
  // It cannot be seen in a dialog, so it must not come from an earlier run either.
  g_object_set(config_, "recolor", nullptr, nullptr);
}

}  // namespace color_clusters
