// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/output/bar_text.h"

#include <algorithm>
#include <optional>
#include <sstream>
#include <string>
#include <utility>

#include <glib/gi18n.h>

#include "core/bar/color_bar.h"
#include "core/bar/contrast.h"
#include "plugin/clusters/cluster_names.h"
#include "plugin/gimp/error.h"
#include "plugin/output/layer_group.h"
#include "plugin/output/text_color.h"
#include "plugin/output/text_font.h"

namespace color_clusters {
namespace {

/// Texts are measured at this size, because GIMP answers in whole pixels.
constexpr double measured_size = 200.0;
/// So much of a segment is for its text, so that it does not touch the edge.
constexpr double used_part = 0.9;

/// How large a text is at font size 1.
struct Extent {
  double width = 0.0;
  double height = 0.0;
};

Extent measure(const std::string& text, GimpFont* font) {
  Extent extent;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const TextExtent measured = measure_text(line, measured_size, font);
    extent.width = std::max(extent.width, measured.width / measured_size);
    extent.height += measured.height / measured_size;
  }
  return extent;
}

/// Adds a text in the middle of a segment, if it has room for it.
void add_text(LayerGroup& group, const std::string& text, const Color& ground,
              const GeglRectangle& segment, const TextSizes& sizes, GimpFont* font) {
  if (text.empty() || segment.width == 0 || segment.height == 0) return;
  const Extent extent = measure(text, font);
  const std::optional<double> size =
      bar_text_size(extent.width, extent.height, segment.width, segment.height, sizes);
  if (!size) return;
  constexpr Color black{0.0F, 0.0F, 0.0F};
  constexpr Color white{1.0F, 1.0F, 1.0F};
  const TextColor color(reads_better_in_black(ground) ? black : white);
  NewLayer text_layer(
      GIMP_LAYER(gimp_text_layer_new(group.image(), text.c_str(), font, *size, gimp_unit_pixel())));
  if (!text_layer) throw layer_error();
  // GIMP can set it only in an image.
  GimpLayer* const layer = group.add(std::move(text_layer));
  gimp_text_layer_set_justification(GIMP_TEXT_LAYER(layer), GIMP_TEXT_JUSTIFY_CENTER);
  const int width = gimp_drawable_get_width(GIMP_DRAWABLE(layer));
  const int height = gimp_drawable_get_height(GIMP_DRAWABLE(layer));
  gimp_layer_set_offsets(layer, segment.x + (segment.width - width) / 2,
                         segment.y + (segment.height - height) / 2);
}

}  // namespace

std::vector<std::string> bar_texts(BarText kind, const LayerClusters& clusters) {
  std::vector<std::string> texts(clusters.shares.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string hex = hex_name(clusters.colors.srgb[i]);
    const std::string share = share_name(clusters.shares[i]);
    switch (kind) {
      case BarText::none:
        break;
      case BarText::hex:
        texts[i] = hex;
        break;
      case BarText::share:
        texts[i] = share;
        break;
      case BarText::hex_and_share:
        texts[i].append(hex).append("\n").append(share);
        break;
      case BarText::name:
        texts[i] =
            i < clusters.names.size() && !clusters.names[i].empty() ? clusters.names[i] : hex;
        break;
    }
  }
  return texts;
}

std::optional<double> bar_text_size(double width, double height, double segment_width,
                                    double segment_height, const TextSizes& sizes) {
  const double fits = used_part * std::min(segment_width / width, segment_height / height);
  return fits < sizes.least() ? std::nullopt : std::optional(std::min(fits, sizes.most()));
}

NewLayer make_labeled_bar(const SourceLayer& source, const LayerClusters& clusters,
                          const BarGeometry& geometry, BarText kind, const TextSizes& sizes) {
  GimpFont* const font = font_for_bar_text();
  const std::vector<std::string> texts = bar_texts(kind, clusters);
  const PixelArea& bar = geometry.bar;
  LayerGroup group(source, _("Color bar"));
  GeglRectangle segment = {bar.x, bar.y, bar.width, bar.height};
  const std::vector<int> lengths =
      segment_widths(clusters.shares, geometry.is_vertical ? bar.height : bar.width);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    (geometry.is_vertical ? segment.height : segment.width) = lengths[i];
    add_text(group, texts[i], clusters.colors.srgb[i], segment, sizes, font);
    (geometry.is_vertical ? segment.y : segment.x) += lengths[i];
  }
  group.add(make_color_bar(source, group.image(), _("Colors"), clusters, geometry));
  gimp_item_set_expanded(GIMP_ITEM(group.layer()), FALSE);
  return group.finish();
}

}  // namespace color_clusters
