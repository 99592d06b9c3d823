// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <gtk/gtk.h>
#include <libgimp/gimp.h>

#include "plugin/glib/owned.h"

namespace color_clusters {

/// The top line of a dialog, as GIMP's filters have it: a small picture of the layer, or the
/// first of several, its name or their number, and the name of their image.
GtkWidget* new_dialog_header(GimpImage* image, const std::vector<GimpLayer*>& layers);

/// A picture of a layer that is at most so large, or null.
Owned<GdkPixbuf> thumbnail_of(GimpDrawable* layer, int width, int height);

}  // namespace color_clusters
