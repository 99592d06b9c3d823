// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp/drawable_pixels.h"

#include <glib/gi18n.h>

#include "plugin/gimp/error.h"

namespace color_clusters {

PixelBuffer pixels_of(GimpDrawable* drawable, int together) {
  const auto open = [drawable] {
    // Asking for the buffer of a drawable that is gone would end the process.
    Owned<GeglBuffer> buffer(
        gimp_item_is_valid(GIMP_ITEM(drawable)) ? gimp_drawable_get_buffer(drawable) : nullptr);
    if (!buffer) {
      throw execution_error(_("The layer does not exist any more. Select a layer of the image."));
    }
    return buffer;
  };
  return PixelBuffer(open, together);
}

}  // namespace color_clusters
