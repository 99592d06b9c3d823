// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include "core/color/color.h"
#include "plugin/glib/gegl_color.h"

namespace color_clusters {

/// While it lives, new texts have one color, whatever the artist's is.
class TextColor {
 public:
  explicit TextColor(const Color& srgb) {
    gimp_context_push();
    gimp_context_set_foreground(gegl_color(srgb).get());
  }
  ~TextColor() { gimp_context_pop(); }
  TextColor(const TextColor&) = delete;
  TextColor& operator=(const TextColor&) = delete;
};

}  // namespace color_clusters
