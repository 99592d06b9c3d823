// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/preview/layer_views.h"

#include <algorithm>
#include <cmath>

#include "plugin/tiles/copy_pixels.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

View new_view(const SourceLayer& layer, const GeglRectangle& area, double scale) {
  LayerPixels pixels = layer.all_pixels();
  pixels.area = area;
  const auto scaled = [scale](int length) {
    return std::max(1, static_cast<int>(std::lround(length * scale)));
  };
  return {
      std::make_shared<const Samples>(take_samples(pixels, layer_encoding(pixels.buffer.format()),
                                                   scaled(area.width), scaled(area.height))),
      area};
}

}  // namespace

void LayerViews::take_overview(const SourceLayer& layer, double width, double height) {
  const GeglRectangle area = layer.all_pixels().area;
  overview_ = new_view(layer, area, std::min({1.0, width / area.width, height / area.height}));
}

void LayerViews::take_detail(const SourceLayer& layer,
                             const std::optional<Viewport::Detail>& wanted) {
  detail_ = wanted ? new_view(layer, wanted->area, wanted->scale) : View{};
}

void LayerViews::take_pixels(const SourceLayer& layer, const Progress& progress) {
  pixels_ = std::make_shared<const LayerPixels>(
      copy_pixels(layer.all_pixels(), thread_count(), progress));
}

bool LayerViews::complete(LiveRequest& request) const {
  request.overview = overview_;
  request.detail = detail_;
  request.layer = pixels_;
  return request.layer != nullptr || !request.depends_on_layer();
}

}  // namespace color_clusters
