// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib-object.h>

namespace color_clusters {

/// Makes GEGL's operation `color-clusters:posterize` known.
void register_posterize_operation(GTypeModule* module);

}  // namespace color_clusters
