// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include "plugin/glib/owned.h"

namespace color_clusters {

/// While it lives, new texts have one color, whatever the artist's is.
class TextColor {
 public:
  explicit TextColor(const char* name) {
    gimp_context_push();
    const Owned<GeglColor> color(gegl_color_new(name));
    gimp_context_set_foreground(color.get());
  }
  ~TextColor() { gimp_context_pop(); }
  TextColor(const TextColor&) = delete;
  TextColor& operator=(const TextColor&) = delete;
};

}  // namespace color_clusters
