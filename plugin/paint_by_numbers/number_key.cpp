// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/paint_by_numbers/number_key.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <glib/gi18n.h>

#include "plugin/clusters/cluster_names.h"
#include "plugin/gimp/drawable_pixels.h"
#include "plugin/glib/text.h"
#include "plugin/numbers/number_picture.h"
#include "plugin/painting/fill_color_bar.h"

namespace color_clusters {
namespace {

/// Lengths in fonts.
constexpr double swatch_width = 2.4;
constexpr double cell_height = 1.9;
constexpr double space = 0.6;
constexpr double frame = 1.0 / 16.0;
/// More entries get more columns on a page.
constexpr int entries_in_column = 32;

int rounded_up(double length) { return static_cast<int>(std::ceil(length)); }

/// Draws the edges of a rectangle from the inside.
void draw_frame(const PixelArea& area, int thickness, int width,
                std::vector<std::uint8_t>& coverage) {
  for (int y = area.y; y < area.y + area.height; ++y) {
    for (int x = area.x; x < area.x + area.width; ++x) {
      const int from_edge = std::min(std::min(x - area.x, area.x + area.width - 1 - x),
                                     std::min(y - area.y, area.y + area.height - 1 - y));
      if (from_edge < thickness) {
        coverage[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                 static_cast<std::size_t>(x)] = 255;
      }
    }
  }
}

PixelArea without_frame(const PixelArea& area, int thickness) {
  return {area.x + thickness, area.y + thickness, area.width - 2 * thickness,
          area.height - 2 * thickness};
}

}  // namespace

NumberKey::NumberKey(const LayerClusters& clusters, const std::vector<int>& areas, double font,
                     const Lettering& lettering)
    : font_(font), lettering_(&lettering), space_(rounded_up(space * font)) {
  const std::vector<std::string> names = color_names(clusters.colors.srgb, clusters.names);
  for (std::size_t i = 0; i < clusters.shares.size(); ++i) {
    if (areas[i] == 0) continue;
    const auto count = static_cast<unsigned long>(areas[i]);
    entries_.push_back({.number = number_text(i),
                        .name = names[i],
                        .share = format_text("%.1f %%", clusters.shares[i] * 100.0),
                        // Translators: how many areas of a picture have a color.
                        .areas = format_text(ngettext("%lu area", "%lu areas", count), count),
                        .color = clusters.colors.layer[i]});
  }
  number_width_ = widest(&Entry::number);
  name_width_ = widest(&Entry::name);
  share_width_ = widest(&Entry::share);
  areas_width_ = widest(&Entry::areas);
  cell_width_ = number_width_ + rounded_up(swatch_width * font) + name_width_ + share_width_ +
                areas_width_ + 6 * space_;
  cell_height_ = std::max(3, rounded_up(cell_height * font));
}

int NumberKey::widest(std::string Entry::* text) const {
  double most = 0.0;
  for (const Entry& entry : entries_) most = std::max(most, lettering_->advance(entry.*text));
  return rounded_up(most * font_) + 1;
}

void NumberKey::arrange(int length, bool is_vertical) {
  is_vertical_ = is_vertical;
  const int count = std::max(1, static_cast<int>(entries_.size()));
  const int most = std::clamp(length / (is_vertical ? cell_height_ : cell_width_), 1, count);
  const int lines = (count + most - 1) / most;
  const int in_line = (count + lines - 1) / lines;
  columns_ = is_vertical ? lines : in_line;
  rows_ = is_vertical ? in_line : lines;
  margin_ = 0;
}

void NumberKey::arrange_page() {
  arrange(entries_in_column * cell_height_, true);
  margin_ = rounded_up(2.0 * font_);
}

PixelArea NumberKey::cell(std::size_t entry) const {
  const int i = static_cast<int>(entry);
  const int column = is_vertical_ ? i / rows_ : i % columns_;
  const int row = is_vertical_ ? i % rows_ : i / columns_;
  return {margin_ + column * cell_width_, margin_ + row * cell_height_, cell_width_, cell_height_};
}

PixelArea NumberKey::swatch_in(const PixelArea& cell) const {
  const int above = cell_height_ / 8;
  return {cell.x + number_width_ + 2 * space_, cell.y + above, rounded_up(swatch_width * font_),
          cell_height_ - 2 * above};
}

void NumberKey::write(const Entry& entry, const PixelArea& cell,
                      std::vector<std::uint8_t>& coverage) const {
  // Columns of numbers end, columns of words begin at the same place.
  const auto put = [&](const std::string& text, int x, int column, bool ends) {
    const TextPicture picture = lettering_->line(text, font_);
    const int left = ends ? x + column - picture.width : x;
    write_text(picture, left, cell.y + (cell_height_ - picture.height) / 2, width(), 0, coverage);
  };
  put(entry.number, cell.x + space_, number_width_, true);
  const PixelArea swatch = swatch_in(cell);
  int x = swatch.x + swatch.width + space_;
  put(entry.name, x, name_width_, false);
  x += name_width_ + space_;
  put(entry.share, x, share_width_, true);
  x += share_width_ + space_;
  put(entry.areas, x, areas_width_, true);
}

void NumberKey::paint(GimpLayer* layer) const {
  std::vector<std::uint8_t> coverage(static_cast<std::size_t>(width()) *
                                     static_cast<std::size_t>(height()));
  const int thickness = std::max(1, rounded_up(frame * font_));
  std::vector<Color> colors;
  std::vector<GeglRectangle> swatches;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const PixelArea place = cell(i);
    write(entries_[i], place, coverage);
    draw_frame(swatch_in(place), thickness, width(), coverage);
    const PixelArea inside = without_frame(swatch_in(place), thickness);
    colors.push_back(entries_[i].color);
    swatches.push_back({inside.x, inside.y, inside.width, inside.height});
  }
  for (std::uint8_t& pixel : coverage) pixel = static_cast<std::uint8_t>(255 - pixel);
  const PixelBuffer pixels = pixels_of(GIMP_DRAWABLE(layer));
  gegl_buffer_set(pixels.get(), nullptr, 0, babl_format("Y' u8"), coverage.data(),
                  GEGL_AUTO_ROWSTRIDE);
  fill_areas(pixels.get(), colors, swatches);
}

}  // namespace color_clusters
