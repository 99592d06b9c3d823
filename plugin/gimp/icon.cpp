// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp/icon.h"

namespace color_clusters {

Owned<GdkPixbuf> icon(int size) {
  constexpr char resource[] = "/org/gimp/GIMP/Plugin/ColorClusters/color-clusters.svg";
  return Owned<GdkPixbuf>(
      gdk_pixbuf_new_from_resource_at_scale(resource, size, size, TRUE, nullptr));
}

}  // namespace color_clusters
