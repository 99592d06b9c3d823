// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <vector>

#include <gegl.h>

#include "core/areas/cluster_map.h"
#include "core/base/pixel_area.h"
#include "core/color/color.h"
#include "core/print/number_areas.h"
#include "plugin/numbers/number_picture.h"

namespace color_clusters {

/// How a whole layer is numbered.
struct LayerNumbering {
  NumberSizes sizes;
  HiddenAreas hidden;
  int outline_width;
  /// What of the layer the canvas shows, in the layer's pixels.
  PixelArea seen;

  bool operator==(const LayerNumbering&) const = default;
};

/// What of a layer at that place a canvas shows, in the layer's own pixels; all of one beside it.
PixelArea seen_part(const GeglRectangle& layer, int canvas_width, int canvas_height);

/// Numbers the areas of a map, all of which is seen. `scale` is how many pixels of the map there
/// are for one of the layer's. `half_diagonal` is not 0. `checkpoint` is that of number_areas.
NumberedAreas number_map(ClusterMap map, std::span<const Color> centers,
                         const LayerNumbering& numbering, double half_diagonal, double scale,
                         int threads, const Checkpoint& checkpoint);

/// Numbers what is seen of the map of a whole layer; the rest stays as it is. The map stays as it
/// was if `checkpoint` throws.
std::vector<AreaNumber> number_layer(std::span<const Color> centers,
                                     const LayerNumbering& numbering, double half_diagonal,
                                     int threads, const Checkpoint& checkpoint, ClusterMap& map);

/// Makes the numbers those of the clusters that their areas have in a map whose clusters are in
/// another order than that in which they were numbered.
void follow_order(const ClusterMap& map, std::vector<AreaNumber>& numbers);

/// Which pixels of a layer a view is a picture of, and the size of that.
struct ViewOfLayer {
  PixelArea area;
  int width;
  int height;
};

/// The part of a template that a view shows, with the numbers and lines that reach into it: all are
/// drawn as if the whole template were. With width = area.width, each pixel is that of the whole.
std::vector<Color> paint_template_part(const ClusterMap& map, std::span<const AreaNumber> numbers,
                                       const ViewOfLayer& view, const NumberArguments& arguments,
                                       int threads);

}  // namespace color_clusters
