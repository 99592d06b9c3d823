// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "plugin/glib/owned.h"

namespace color_clusters {

/// The plug-in's icon, drawn `size` by `size` pixels large. Null where GdkPixbuf cannot read SVG:
/// everything works without it.
Owned<GdkPixbuf> icon(int size);

}  // namespace color_clusters
