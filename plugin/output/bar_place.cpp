// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/output/bar_place.h"

#include <glib/gi18n.h>

#include "plugin/gimp/error.h"

namespace color_clusters {

BarGeometry bar_geometry(const SourceLayer& source, const BarArguments& arguments,
                         const KeyShape& key) {
  const GeglRectangle& place = source.place();
  BarGeometry geometry = color_bar_geometry(
      {place.x, place.y, place.width, place.height}, gimp_image_get_width(source.image()),
      gimp_image_get_height(source.image()),
      {arguments.position, arguments.percent, key.cells, key.cell_size});
  if (geometry.canvas_width > GIMP_MAX_IMAGE_SIZE || geometry.canvas_height > GIMP_MAX_IMAGE_SIZE) {
    throw calling_error(
        _("The image cannot get any larger for the color bar. Choose a place inside the picture, "
          "or scale the image down."));
  }
  return geometry;
}

}  // namespace color_clusters
