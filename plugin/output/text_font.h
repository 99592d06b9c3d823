// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

namespace color_clusters {

/// A font for what is written into images, or null if GIMP has none.
GimpFont* known_font();

/// The font of the text on a color bar. Throws Error when GIMP has none.
GimpFont* font_for_bar_text();

}  // namespace color_clusters
