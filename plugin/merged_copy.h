// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

namespace color_clusters {

/// A copy of `layer` of `image`, its filters merged and a group made an ordinary layer, at the same
/// place in `copy`: an empty image of the same type and precision, which owns it. Null when GIMP
/// could not do it.
GimpLayer* merged_copy(GimpImage* image, GimpLayer* layer, GimpImage* copy);

}  // namespace color_clusters
