// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/output/labels.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <glib/gi18n.h>

#include "core/areas/label_places.h"
#include "plugin/gimp/drawable_pixels.h"
#include "plugin/output/text_color.h"
#include "plugin/painting/fill_color_bar.h"
#include "plugin/tiles/bands.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

/// Numbers are measured at this size, because GIMP answers in whole pixels.
constexpr double measured_size = 200.0;

std::string number_of(std::size_t cluster) { return std::to_string(cluster + 1); }

}  // namespace

GimpFont* known_font() {
  if (GimpFont* const font = gimp_font_get_by_name("Sans-serif")) return font;
  // The context names a font even where none is installed.
  const OwnedMemory<GimpFont*> fonts(gimp_fonts_get_list(""));
  if (!fonts || fonts.get()[0] == nullptr) return nullptr;
  GimpFont* const current = gimp_context_get_font();
  return current != nullptr ? current : fonts.get()[0];
}

GimpFont* font_for_numbers() {
  if (GimpFont* const font = known_font()) return font;
  throw calling_error(
      _("GIMP has no fonts to write with. Start it with fonts, or turn off the numbers and the "
        "text on the color bar."));
}

Labels::Labels(const SourceLayer& source, const LayerClusters& clusters)
    : source_(source),
      clusters_(clusters),
      font_(font_for_numbers()),
      sizes_(std::min(source.place().width, source.place().height)) {
  for (std::size_t i = 0; i < clusters.shares.size(); ++i) {
    extents_.push_back(measure(i));
    if (clusters.shares[i] > 0.0) used_.push_back(i);
  }
}

Labels::Extent Labels::measure(std::size_t cluster) const {
  int width = 0;
  int height = 0;
  int ascent = 0;
  int descent = 0;
  if (!gimp_text_get_extents_font(number_of(cluster).c_str(), measured_size, font_, &width, &height,
                                  &ascent, &descent)) {
    throw layer_error();
  }
  return {width / measured_size, ascent / measured_size};
}

KeyShape Labels::key_shape() const {
  double widest = 0.0;
  for (const std::size_t cluster : used_) widest = std::max(widest, extents_[cluster].width);
  return {.cells = used_.size(), .cell_size = sizes_.key_cell_side(widest)};
}

void Labels::add_number(LayerGroup& group, std::size_t cluster, double size, double x,
                        double y) const {
  const Color oklab = oklab_from_srgb(std::span(&clusters_.colors.srgb[cluster], 1)).front();
  const TextColor color(takes_black_text(oklab[0]) ? "black" : "white");
  NewLayer text(GIMP_LAYER(gimp_text_layer_new(group.image(), number_of(cluster).c_str(), font_,
                                               size, gimp_unit_pixel())));
  if (!text) throw layer_error();
  const double left = x - gimp_drawable_get_width(GIMP_DRAWABLE(text.get())) / 2.0;
  const double top = y - (extents_[cluster].ascent - LabelSizes::digit_height / 2.0) * size;
  gimp_layer_set_offsets(text.get(), static_cast<int>(std::lround(left)),
                         static_cast<int>(std::lround(top)));
  group.add(std::move(text));
}

void Labels::add_key(LayerGroup& group, const BarGeometry& geometry) const {
  const auto& key = geometry.key;
  const int left = std::ranges::min_element(key, {}, &PixelArea::x)->x;
  const int top = std::ranges::min_element(key, {}, &PixelArea::y)->y;
  int right = left;
  int bottom = top;
  std::vector<GeglRectangle> cells;
  std::vector<Color> colors;
  for (std::size_t i = 0; i < used_.size(); ++i) {
    const PixelArea& cell = key[i];
    right = std::max(right, cell.x + cell.width);
    bottom = std::max(bottom, cell.y + cell.height);
    cells.push_back({cell.x - left, cell.y - top, cell.width, cell.height});
    colors.push_back(clusters_.colors.layer[used_[i]]);
    add_number(group, used_[i], sizes_.most(), cell.x + cell.width / 2.0,
               cell.y + cell.height / 2.0);
  }
  NewLayer layer = new_layer(source_, group.image(), _("Key"),
                             {left, top, right - left, bottom - top}, Alpha::always);
  fill_areas(pixels_of(GIMP_DRAWABLE(layer.get())).get(), colors, cells);
  group.add(std::move(layer));
}

NewLayer Labels::make(ClusterMap map, const VisiblePart& visible, const BarGeometry& geometry,
                      const Progress& progress) const {
  LayerGroup group(source_, _("Numbers"));
  const double narrowest = std::ranges::min_element(extents_, {}, &Extent::width)->width;
  keep_visible(visible, map);
  const std::vector<LabelPlace> places =
      find_label_places(map, sizes_.least_radius(narrowest), thread_count());
  const GeglRectangle& layer = source_.place();
  for (std::size_t i = 0; i < places.size(); ++i) {
    const LabelPlace& place = places[i];
    const double size = sizes_.font_in(place.radius, extents_[place.cluster].width);
    if (size < sizes_.least()) continue;
    add_number(group, place.cluster, size, layer.x + place.x + 0.5, layer.y + place.y + 0.5);
    if (progress && i % (places.size() / max_pauses + 1) == 0) {
      progress(static_cast<double>(i) / static_cast<double>(places.size()));
    }
  }
  add_key(group, geometry);
  // There can be hundreds: the list of layers shows the group only, until somebody opens it.
  gimp_item_set_expanded(GIMP_ITEM(group.layer()), FALSE);
  return group.finish();
}

}  // namespace color_clusters
