// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

namespace color_clusters {

/// A copy of `layer` as it is without its filters, at the same place in `image`: a similar image
/// (see new_similar_image), which owns it. Null when GIMP could not do it.
GimpLayer* insert_copy(GimpLayer* layer, GimpImage* image);

/// A copy of `layer`, its filters merged and a group made an ordinary layer, at the same place in
/// `copy`: a similar image without layers (see new_similar_image), which owns it. Null when GIMP
/// could not do it.
GimpLayer* merged_copy(GimpLayer* layer, GimpImage* copy);

}  // namespace color_clusters
