// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace color_clusters {

/// The name in GIMP of a palette of data/palettes, which `file` is the name of. Where GIMP has none
/// of that name with these colors, because it was not installed or the artist has changed it, it is
/// made. Throws Error when that fails.
std::string shipped_palette(const std::string& file);

}  // namespace color_clusters
