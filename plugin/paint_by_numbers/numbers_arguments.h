// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include "plugin/mapping/map_arguments.h"
#include "plugin/numbers/number_arguments.h"

namespace color_clusters {

/// Declares the arguments that only "Paint by Numbers" has, and those about areas.
void add_numbers_arguments(GimpProcedure* procedure);

/// Reads them; lengths are in pixels of the image. Throws Error when they do not go together.
NumberArguments numbers_arguments(GimpProcedureConfig* config, GimpImage* image);
/// How areas are tidied before they are numbered. Throws Error when a length is too long.
AreaArguments numbered_areas_arguments(GimpProcedureConfig* config, GimpImage* image);

}  // namespace color_clusters
