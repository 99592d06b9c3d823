// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/color_order.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

#include "core/base/sorted_indices.h"

namespace color_clusters {
namespace {

/// Below this chroma a color looks gray, and its hue is noise.
constexpr double gray_chroma = 0.02;
/// Below this lightness chroma is seen less: Oklab's cube root overrates that of near-blacks.
constexpr double dark = 0.25;
/// The hue of sRGB red is 29° in Oklab; the circle is cut a little before, so that pinks and reds
/// are not torn apart.
constexpr double first_hue = 10.0;
/// Colors within such an angle have the same name for most people.
constexpr double hue_step = 30.0;

template <typename Key>
std::vector<std::size_t> sorted_by(std::span<const Color> colors, const Key& key) {
  return sorted_indices(colors.size(), [&](std::size_t i) { return key(colors[i]); });
}

}  // namespace

std::vector<std::size_t> order_by_lightness(std::span<const Color> oklab) {
  return sorted_by(oklab, [](const Color& color) { return color[0]; });
}

std::vector<std::size_t> order_by_hue(std::span<const Color> oklab) {
  return sorted_by(oklab, [](const Color& color) {
    const double a = color[1];
    const double b = color[2];
    const double seen_chroma =
        std::hypot(a, b) * std::clamp(static_cast<double>(color[0]) / dark, 0.0, 1.0);
    if (seen_chroma < gray_chroma) return std::tuple(-1.0, color[0]);
    const double degrees = std::atan2(b, a) * 180.0 / std::numbers::pi;
    const double from_first = std::fmod(degrees - first_hue + 720.0, 360.0);
    return std::tuple(std::floor(from_first / hue_step), color[0]);
  });
}

}  // namespace color_clusters
