// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <libgimp/gimp.h>

#include "plugin/glib/owned.h"

namespace color_clusters {

/// The name of a layer or the like; empty if it does not exist any more.
inline std::string item_name(GimpItem* item) {
  const OwnedString name(gimp_item_get_name(item));
  return name ? name.get() : "";
}

}  // namespace color_clusters
