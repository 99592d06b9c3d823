// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/choices.h"

#include <array>

#include <glib/gi18n.h>

#include "plugin/clusters/cluster_arguments.h"
#include "plugin/mapping/map_arguments.h"

namespace color_clusters {

std::span<const Choice> color_space_choices() {
  static constexpr std::array choices{
      choice(ColorSpace::cielab, "cielab", N_("CIE Lab (perceptual)"),
             N_("Differences as the eye sees them; best for most pictures")),
      choice(ColorSpace::oklab, "oklab", N_("Oklab (perceptual)"),
             N_("Differences as the eye sees them, with less weight on vivid colors")),
      choice(ColorSpace::srgb, "srgb", N_("sRGB"),
             N_("Differences of the pixel values; each color is the plain average of its pixels")),
  };
  return choices;
}

std::span<const Choice> representative_choices() {
  static constexpr std::array choices{
      choice(Representative::mean, "mean", N_("Average"),
             N_("The mean of all pixels of the cluster")),
      choice(Representative::nearest, "nearest", N_("A color of the picture"),
             N_("Of the colors of the picture near the average, the most frequent one")),
      choice(Representative::vivid, "vivid", N_("A vivid color of the picture"),
             N_("The most colorful color of the picture that is not far from the average")),
  };
  return choices;
}

std::span<const Choice> dither_choices() {
  static constexpr std::array choices{
      choice(DitherMethod::none, "none", N_("None"), N_("Each pixel gets the nearest color")),
      choice(DitherMethod::floyd_steinberg, "floyd-steinberg", N_("Floyd–Steinberg"),
             N_("Keeps the most detail; fine grain that follows the picture")),
      choice(DitherMethod::blue_noise, "blue-noise", N_("Blue noise"),
             N_("Even grain without any pattern, also in animations")),
      choice(DitherMethod::bayer, "bayer", N_("Bayer"),
             N_("A regular pattern, as on old screens; compresses well")),
  };
  return choices;
}

}  // namespace color_clusters
