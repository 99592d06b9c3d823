// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <libgimp/gimp.h>

namespace color_clusters {

/// A font for what is written into images, or null if GIMP has none.
GimpFont* known_font();

/// The size of a line of text in whole pixels, and what of its height is above the baseline.
struct TextExtent {
  int width = 0;
  int height = 0;
  int ascent = 0;
};

/// Throws Error when GIMP cannot tell it.
TextExtent measure_text(const std::string& line, double font_size, GimpFont* font);

/// The font of the text on a color bar. Throws Error when GIMP has none.
GimpFont* font_for_bar_text();

}  // namespace color_clusters
