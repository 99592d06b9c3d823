// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/color/color.h"
#include "picture_defects.h"

namespace color_clusters {

/// What the most of a picture is.
enum class Scene { flat, logo, page, pixel_art, photograph, noise };
inline constexpr std::array scenes{Scene::flat,      Scene::logo,       Scene::page,
                                   Scene::pixel_art, Scene::photograph, Scene::noise};
const char* name_of(Scene scene);

/// How a picture is made.
struct SpottedPictureOptions {
  Scene scene = Scene::flat;
  /// Shares of the picture of the spots in it, each in a color of its own.
  std::vector<double> spots{};  // NOLINT(readability-redundant-member-init)
  /// Pictures are drawn in their size: without scaling.
  Defects defects{};  // NOLINT(readability-redundant-member-init)
};

/// A square picture, three bytes per pixel.
struct SpottedPicture {
  static constexpr int side = 256;
  std::vector<std::uint8_t> rgb;
  /// The colors of the spots, in gamma-encoded sRGB; fewer than asked for where no color is far
  /// enough from all others.
  std::vector<Color> spots;
  /// The colors that were painted with besides; in a photograph or noise some of them.
  std::vector<Color> inks;
};

/// Draws a scene in random colors with spots on top, discs or squares, that are at least CIEDE2000
/// 30 away from each other and from all that the scene was painted with. The same arguments give
/// the same picture on every machine, as far as its floating point agrees.
SpottedPicture draw_spotted_picture(const SpottedPictureOptions& options, unsigned seed);

}  // namespace color_clusters
