// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/separate/sheet.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <glib/gi18n.h>

#include "core/print/registration_mark.h"
#include "plugin/arguments/length_argument.h"
#include "plugin/gimp/drawable_pixels.h"
#include "plugin/output/layer_group.h"
#include "plugin/output/text_font.h"
#include "plugin/painting/separations.h"

namespace color_clusters {
namespace {

constexpr double millimeters_per_inch = 25.4;
constexpr double mark_millimeters = 5.0;
constexpr double line_millimeters = 0.15;
constexpr double gap_millimeters = 2.0;
constexpr int least_mark = 15;
constexpr int least_gap = 4;
/// Of a font's size, what a line of it takes.
constexpr double line_height = 1.4;

int odd(double pixels) { return 2 * static_cast<int>(pixels / 2.0) + 1; }

/// Where something of the sheet lies in its own pixels.
GeglRectangle in_sheet(const Sheet& sheet, int x, int y, int width, int height) {
  return {x - sheet.area.x, y - sheet.area.y, width, height};
}

}  // namespace

Sheet sheet_of(const SourceLayer& source, const SeparateArguments& arguments,
               const PixelArea& canvas) {
  const auto& [x, y, width, height] = source.place();
  const PixelArea layer{x, y, width, height};
  if (!arguments.has_marks && !arguments.has_labels) return {.area = layer, .picture = layer};
  const PixelArea seen = intersection(layer, canvas);
  const PixelArea picture = seen.width > 0 && seen.height > 0 ? canvas : layer;
  const double per_millimeter = pixels_per_inch(source.image()) / millimeters_per_inch;
  Sheet sheet{.area = {}, .picture = picture};
  sheet.mark = std::max(least_mark, odd(mark_millimeters * per_millimeter));
  sheet.line = std::min(odd(line_millimeters * per_millimeter - 0.5), odd(sheet.mark / 5.0 - 1.0));
  sheet.gap = std::max(least_gap, static_cast<int>(std::lround(gap_millimeters * per_millimeter)));
  // Beyond all numbers of pixels that there are, no matter how many exactly.
  const double margin = sheet.mark + 2.0 * sheet.gap;
  if (picture.width + 2.0 * margin > GIMP_MAX_IMAGE_SIZE ||
      picture.height + 2.0 * margin > GIMP_MAX_IMAGE_SIZE) {
    throw calling_error(
        _("The image cannot get any larger for marks and labels. Turn both off, scale the image "
          "down, or check its resolution (Image > Print Size)."));
  }
  const int pixels = sheet.mark + 2 * sheet.gap;
  sheet.area = {picture.x - pixels, picture.y - pixels, picture.width + 2 * pixels,
                picture.height + 2 * pixels};
  return sheet;
}

void add_marks(const Sheet& sheet, const PixelBuffer& film) {
  const std::vector<std::uint8_t> mark = draw_registration_mark(sheet.mark, sheet.line);
  const int left = sheet.gap;
  const int top = sheet.gap;
  const int right = sheet.area.width - sheet.gap - sheet.mark;
  const int bottom = sheet.area.height - sheet.gap - sheet.mark;
  for (const int y : {top, bottom}) {
    for (const int x : {left, right}) {
      paint_film(mark, {x, y, sheet.mark, sheet.mark}, film, 1);
    }
  }
}

GimpFont* font_for_labels() {
  if (GimpFont* const font = known_font()) return font;
  throw calling_error(
      _("GIMP has no fonts to write on films with. Start it with fonts, or turn the ink labels "
        "off."));
}

void add_label(const Sheet& sheet, const std::string& text, GimpImage* image,
               const PixelBuffer& film) {
  GimpFont* const font = font_for_labels();
  const int room = sheet.area.width - 2 * (sheet.mark + 2 * sheet.gap);
  double size = sheet.mark / line_height;
  const int wanted = measure_text(text, size, font).width;
  if (wanted > room) size *= static_cast<double>(room) / wanted;
  const NewLayer line(GIMP_LAYER(
      gimp_text_layer_new(image, text.c_str(), font, std::max(size, 1.0), gimp_unit_pixel())));
  if (!line) throw layer_error();
  const PixelBuffer letters = pixels_of(GIMP_DRAWABLE(line.get()));
  const int width = std::min(gimp_drawable_get_width(GIMP_DRAWABLE(line.get())), room);
  const int height = std::min(gimp_drawable_get_height(GIMP_DRAWABLE(line.get())), sheet.mark);
  if (width <= 0 || height <= 0) return;
  std::vector<float> alpha(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  const GeglRectangle all{0, 0, width, height};
  gegl_buffer_get(letters.get(), &all, 1.0, babl_format("A float"), alpha.data(),
                  GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  std::vector<std::uint8_t> prints(alpha.size());
  std::ranges::transform(alpha, prints.begin(), [](float value) {
    return static_cast<std::uint8_t>(value >= 0.5F ? 1 : 0);
  });
  const GeglRectangle place = in_sheet(
      sheet, sheet.picture.x, sheet.area.y + sheet.gap + (sheet.mark - height) / 2, width, height);
  paint_film(prints, place, film, 1);
}

}  // namespace color_clusters
