// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <libgimp/gimp.h>

namespace color_clusters {

/// The name of an image without path, suffix, brackets, and what GIMP says about its state:
/// `fruits`, whether it was saved, imported, exported or overwritten.
std::string image_title(GimpImage* image);

/// `fruits – 8 colors`: a name for the palette of that many colors of an image.
std::string default_palette_name(GimpImage* image, int color_count);

/// `Background – 8 colors`, after the layer that was posterized.
std::string posterized_name(GimpLayer* source, int color_count);

/// `Background – 24 numbers`.
std::string numbers_name(GimpLayer* source, int colors);

/// `Background – 4 films`.
std::string films_name(GimpLayer* source, int films);

}  // namespace color_clusters
