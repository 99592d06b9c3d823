// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <libgimp/gimp.h>

namespace color_clusters {

/// Declares the argument `palette-name`.
void add_palette_name_argument(GimpProcedure* procedure);

/// The name that was given, or nothing.
std::string palette_name_argument(GimpProcedureConfig* config);

/// Empties the argument unless it was given for this image. Not for scripts, which give each image
/// its own: for the last values, where it is the name of another picture.
void forget_name_of_other_image(GimpProcedureConfig* config, GimpImage* image);

/// Keeps with the last values which image the name was given for.
void remember_named_image(GimpProcedureConfig* config, GimpImage* image);

}  // namespace color_clusters
