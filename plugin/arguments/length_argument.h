// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

namespace color_clusters {

/// Declares `unit`: what the lengths of a procedure are measured in, pixels if nothing else is
/// said.
void add_unit_argument(GimpProcedure* procedure);

/// Declares a length of 0 … `most`, whatever the unit is; 0 if nothing else is said.
void add_length_argument(GimpProcedure* procedure, const char* name, const char* label,
                         const char* description, double most);

/// Such a length in whole pixels of an image, at its horizontal resolution. Throws Error when there
/// are more than `most`.
int length_argument(GimpProcedureConfig* config, const char* name, GimpImage* image, int most);

/// The pixels in an inch of an image, across.
double pixels_per_inch(GimpImage* image);

}  // namespace color_clusters
