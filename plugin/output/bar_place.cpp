// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/output/bar_place.h"

#include <glib/gi18n.h>

#include "plugin/gimp/error.h"

namespace color_clusters {

BarGeometry bar_geometry(const GeglRectangle& place, const BarArguments& arguments,
                         const CanvasSize& canvas) {
  BarGeometry geometry =
      color_bar_geometry({place.x, place.y, place.width, place.height}, canvas.width, canvas.height,
                         {arguments.position, arguments.percent});
  if (geometry.canvas_width > GIMP_MAX_IMAGE_SIZE || geometry.canvas_height > GIMP_MAX_IMAGE_SIZE) {
    throw calling_error(
        _("The image cannot get any larger for the color bar. Choose a place inside the picture, "
          "or scale the image down."));
  }
  return geometry;
}

}  // namespace color_clusters
