// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/output/bar_place.h"

#include <algorithm>
#include <string>

#include <glib/gi18n.h>

#include "plugin/gimp/error.h"

namespace color_clusters {

namespace {

PixelArea area_of(const GeglRectangle& place) {
  return {place.x, place.y, place.width, place.height};
}

PixelArea place_of(const SourceLayer& source) { return area_of(source.place()); }

BarShape bar_shape(const BarArguments& arguments, const KeyShape& key) {
  return {arguments.position, arguments.percent, key.cells, key.cell_size};
}

}  // namespace

BarGeometry bar_geometry(const SourceLayer& source, const BarArguments& arguments,
                         const KeyShape& key, const std::optional<CanvasSize>& canvas) {
  return bar_geometry(source.place(), arguments, key, canvas.value_or(canvas_of(source.image())));
}

BarGeometry bar_geometry(const GeglRectangle& place, const BarArguments& arguments,
                         const KeyShape& key, const CanvasSize& canvas) {
  BarGeometry geometry =
      color_bar_geometry(area_of(place), canvas.width, canvas.height, bar_shape(arguments, key));
  if (geometry.canvas_width > GIMP_MAX_IMAGE_SIZE || geometry.canvas_height > GIMP_MAX_IMAGE_SIZE) {
    throw calling_error(
        _("The image cannot get any larger for the color bar. Choose a place inside the picture, "
          "or scale the image down."));
  }
  return geometry;
}

VisiblePart visible_part(const SourceLayer& source, const BarGeometry& geometry,
                         const std::optional<CanvasSize>& canvas) {
  const CanvasSize size = canvas.value_or(canvas_of(source.image()));
  return uncovered_part(place_of(source), size.width, size.height, geometry);
}

KeyShape estimated_key_shape(std::span<const double> shares, const LabelSizes& sizes) {
  const auto cells = static_cast<std::size_t>(
      std::ranges::count_if(shares, [](double share) { return share > 0.0; }));
  const auto digits = static_cast<double>(std::to_string(shares.size()).size());
  return {.cells = cells, .cell_size = sizes.key_cell_side(digits * LabelSizes::digit_width)};
}

FindVisiblePart visible_part_finder(const SourceLayer& source, const BarArguments& arguments,
                                    const LabelSizes& sizes,
                                    const std::optional<CanvasSize>& canvas) {
  const CanvasSize size = canvas.value_or(canvas_of(source.image()));
  return [layer = place_of(source), size, arguments, sizes](std::span<const double> shares) {
    const BarShape shape = bar_shape(arguments, estimated_key_shape(shares, sizes));
    return uncovered_part(layer, size.width, size.height,
                          color_bar_geometry(layer, size.width, size.height, shape));
  };
}

}  // namespace color_clusters
