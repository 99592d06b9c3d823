// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/paint_by_numbers/number_layers.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <glib/gi18n.h>

#include "plugin/gimp/drawable_pixels.h"
#include "plugin/gimp/layers_in.h"
#include "plugin/numbers/paint_coverage.h"
#include "plugin/output/copy_mask.h"
#include "plugin/output/layer_group.h"
#include "plugin/output/text_color.h"
#include "plugin/output/text_font.h"
#include "plugin/painting/posterize.h"
#include "plugin/results/result_names.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

// Where the progress is after each layer.
constexpr double numbered = 0.5;
constexpr double outlined = 0.7;

/// Writes text layers around the middles of numbers.
class TextNumbers {
 public:
  TextNumbers(const SourceLayer& source, const NumberArguments& arguments,
              const Lettering& lettering, GimpFont* font)
      : source_(source), arguments_(arguments), lettering_(lettering), font_(font) {}

  [[nodiscard]] std::vector<NewLayer> write(const std::vector<AreaNumber>& numbers,
                                            const Progress& progress) const {
    const TextColor color(arguments_.outline_color);
    std::vector<NewLayer> layers;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      layers.push_back(text_of(numbers[i]));
      if (progress && i % (numbers.size() / max_pauses + 1) == 0) {
        progress(static_cast<double>(i) / static_cast<double>(numbers.size()));
      }
    }
    return layers;
  }

 private:
  [[nodiscard]] NewLayer text_of(const AreaNumber& number) const {
    const std::string text = number_text(number.cluster);
    NewLayer layer(GIMP_LAYER(
        gimp_text_layer_new(source_.image(), text.c_str(), font_, number.font, gimp_unit_pixel())));
    if (!layer) throw layer_error();
    // Above the baseline are the digits, but not all of the font's ascent.
    const double ascent = ascent_ * number.font;
    const double digits = lettering_.ink(text).height * number.font;
    const GeglRectangle& place = source_.place();
    const double left = number.x - gimp_drawable_get_width(GIMP_DRAWABLE(layer.get())) / 2.0;
    const double top = number.y - (ascent - digits / 2.0);
    gimp_layer_set_offsets(layer.get(), place.x + static_cast<int>(std::lround(left)),
                           place.y + static_cast<int>(std::lround(top)));
    return layer;
  }

  /// The font's ascent at size 1; GIMP answers in whole pixels.
  [[nodiscard]] double measured_ascent() const {
    constexpr double measured_size = 200.0;
    return measure_text("0", measured_size, font_).ascent / measured_size;
  }

  const SourceLayer& source_;
  const NumberArguments& arguments_;
  const Lettering& lettering_;
  GimpFont* font_;
  double ascent_ = measured_ascent();
};

void add_number_pixels(const SourceLayer& source, const NumberedAreas& areas,
                       const NumberArguments& arguments, const Lettering& lettering,
                       const Progress& progress, LayerGroup& group) {
  NewLayer layer = new_layer(source, group.image(), _("Numbers"), source.place(), Alpha::always);
  const NumberPicture picture(areas.numbers, lettering);
  paint_coverage(pixels_of(GIMP_DRAWABLE(layer.get())), arguments.outline_color, thread_count(),
                 progress,
                 [&](int first, int end) { return picture.rows(areas.map.width, first, end); });
  group.add(std::move(layer));
}

void add_outlines(const SourceLayer& source, const NumberedAreas& areas,
                  const NumberArguments& arguments, const Progress& progress, LayerGroup& group) {
  NewLayer layer = new_layer(source, group.image(), _("Outlines"), source.place(), Alpha::always);
  paint_coverage(pixels_of(GIMP_DRAWABLE(layer.get())), arguments.outline_color, thread_count(),
                 progress, [&](int first, int end) {
                   return draw_template_lines(areas, arguments, 1.0, 1, first, end);
                 });
  group.add(std::move(layer));
}

GimpLayer* add_painted(const SourceLayer& source, const LayerClusters& clusters,
                       const ClusterMap& painted, const Progress& progress, LayerGroup& group) {
  NewLayer layer = new_layer(source, group.image(), _("Painted"), source.place());
  const LayerPixels pixels = source.all_pixels();
  posterize(pixels, pixels_of(GIMP_DRAWABLE(layer.get())), clusters.colors, painted, thread_count(),
            progress);
  copy_mask(pixels.layer_mask, layer.get());
  return group.add(std::move(layer));
}

GimpLayer* add_paper(const SourceLayer& source, LayerGroup& group) {
  NewLayer layer = new_layer(source, group.image(), _("Paper"), source.place(), Alpha::never);
  fill_white(layer.get());
  return group.add(std::move(layer));
}

/// The group that text layers go into.
void add_texts_group(LayerGroup& group) {
  GimpLayer* const texts = group.add_group(_("Numbers"));
  // The list of layers shows the group only, until somebody opens it.
  gimp_item_set_expanded(GIMP_ITEM(texts), FALSE);
}

}  // namespace

NumberLayers make_number_layers(const SourceLayer& source, const LayerClusters& clusters,
                                const NumberedAreas& areas, const ClusterMap& painted,
                                const NumberArguments& arguments, const Lettering& lettering,
                                const Progress& progress) {
  const int colors = static_cast<int>(
      std::ranges::count_if(clusters.shares, [](double share) { return share > 0.0; }));
  LayerGroup group(source, numbers_name(source.layer(), colors));
  // Without fonts of its own GIMP makes no text layers.
  GimpFont* const font = known_font();
  const Progress of_numbers = part_of(progress, 0.0, numbered);
  NumberLayers made;
  const bool has_texts = areas.numbers.size() < many_numbers && font != nullptr;
  if (has_texts) {
    const TextNumbers texts(source, arguments, lettering, font);
    made.texts.layers = texts.write(areas.numbers, of_numbers);
    add_texts_group(group);
  } else {
    add_number_pixels(source, areas, arguments, lettering, of_numbers, group);
  }
  add_outlines(source, areas, arguments, part_of(progress, numbered, outlined), group);
  GimpLayer* const picture =
      add_painted(source, clusters, painted, part_of(progress, outlined, 1.0), group);
  GimpLayer* const paper = add_paper(source, group);
  const auto show = [](GimpLayer* layer, bool shows) {
    gimp_item_set_visible(GIMP_ITEM(layer), shows ? TRUE : FALSE);
  };
  for (GimpLayer* const part : layers_in(group.layer())) show(part, arguments.shows_template);
  show(picture, !arguments.shows_template);
  show(paper, arguments.shows_template);
  made.group = group.finish();
  if (has_texts) made.texts.group = layers_in(made.group.get()).front();
  return made;
}

}  // namespace color_clusters
