// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib-object.h>

#include "plugin/filter/filter_values.h"

namespace color_clusters {

/// Makes the types known that properties with choices have; comes before install_filter_properties.
void register_filter_choices(GTypeModule* module);

/// Gives a class the filter's properties, with the controls that GIMP makes of them.
void install_filter_properties(GObjectClass* object_class);

/// Both answer false if there is no property with that number.
bool set_value(FilterValues& values, guint id, const GValue* value);
bool get_value(const FilterValues& values, guint id, GValue* value);

}  // namespace color_clusters
