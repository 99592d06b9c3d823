// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/preview/preview_overlay.h"

#include <algorithm>
#include <optional>
#include <span>
#include <sstream>
#include <string>

#include "core/bar/contrast.h"
#include "core/bar/text_sizes.h"
#include "plugin/output/bar_text.h"
#include "plugin/widgets/fill_color.h"

namespace color_clusters {
namespace {

constexpr double check_size = 8.0;

/// A part of the picture, which is drawn at `place`.
cairo_rectangle_t inside(const cairo_rectangle_t& place, const cairo_rectangle_t& part) {
  return {place.x + part.x * place.width, place.y + part.y * place.height, part.width * place.width,
          part.height * place.height};
}

bool has(const cairo_rectangle_t& area, double x, double y) {
  return x >= area.x && y >= area.y && x < area.x + area.width && y < area.y + area.height;
}

/// Writes lines around a point, black or white.
void draw_lines(cairo_t* cairo, std::span<const std::string> lines, double x, double y, double size,
                const Color& ground) {
  const double ink = reads_better_in_black(ground) ? 0.0 : 1.0;
  cairo_set_source_rgb(cairo, ink, ink, ink);
  cairo_set_font_size(cairo, size);
  cairo_font_extents_t font;
  cairo_font_extents(cairo, &font);
  const double top = y - font.height * static_cast<double>(lines.size()) / 2.0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    cairo_text_extents_t extents;
    cairo_text_extents(cairo, lines[i].c_str(), &extents);
    cairo_move_to(cairo, x - extents.x_bearing - extents.width / 2,
                  top + font.height * static_cast<double>(i) + font.ascent);
    cairo_show_text(cairo, lines[i].c_str());
  }
}

/// The text on a segment, if there is room for it; `pixel` is the size of one of the layer's.
void draw_bar_text(cairo_t* cairo, const std::string& text, const cairo_rectangle_t& segment,
                   double pixel, const TextSizes& sizes, const Color& ground) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  if (lines.empty() || pixel <= 0.0) return;
  constexpr double measured_size = 100.0;
  cairo_select_font_face(cairo, "Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(cairo, measured_size);
  cairo_font_extents_t font;
  cairo_font_extents(cairo, &font);
  double widest = 0.0;
  for (const std::string& line : lines) {
    cairo_text_extents_t extents;
    cairo_text_extents(cairo, line.c_str(), &extents);
    widest = std::max(widest, extents.x_advance);
  }
  const std::optional<double> size = bar_text_size(
      widest / measured_size, font.height * static_cast<double>(lines.size()) / measured_size,
      segment.width / pixel, segment.height / pixel, sizes);
  if (!size) return;
  draw_lines(cairo, lines, segment.x + segment.width / 2, segment.y + segment.height / 2,
             *size * pixel, ground);
}

}  // namespace

void draw_checks(cairo_t* cairo, const cairo_rectangle_t& place) {
  cairo_save(cairo);
  cairo_rectangle(cairo, place.x, place.y, place.width, place.height);
  cairo_clip(cairo);
  // Only what is seen: an enlarged layer is much larger than the screen.
  double left = 0.0;
  double top = 0.0;
  double right = 0.0;
  double bottom = 0.0;
  cairo_clip_extents(cairo, &left, &top, &right, &bottom);
  cairo_set_source_rgb(cairo, 0.6, 0.6, 0.6);
  cairo_paint(cairo);
  cairo_set_source_rgb(cairo, 0.4, 0.4, 0.4);
  for (int row = 0; top + row * check_size < bottom; ++row) {
    for (int column = row % 2; left + column * check_size < right; column += 2) {
      cairo_rectangle(cairo, left + column * check_size, top + row * check_size, check_size,
                      check_size);
    }
  }
  cairo_fill(cairo);
  cairo_restore(cairo);
}

void draw_bar(cairo_t* cairo, const cairo_rectangle_t& layer, double pixel, const PreviewBar& bar,
              const LiveResult& result) {
  const LayerClusters& clusters = *result.clusters;
  const cairo_rectangle_t area = inside(layer, bar.area);
  double begin = 0.0;
  for (std::size_t i = 0; i < clusters.shares.size(); ++i) {
    const double share = clusters.shares[i];
    const cairo_rectangle_t segment = bar.is_vertical
                                          ? cairo_rectangle_t{area.x, area.y + begin * area.height,
                                                              area.width, share * area.height}
                                          : cairo_rectangle_t{area.x + begin * area.width, area.y,
                                                              share * area.width, area.height};
    cairo_rectangle(cairo, segment.x, segment.y, segment.width, segment.height);
    fill(cairo, clusters.colors.srgb[i]);
    if (i < bar.texts.size()) {
      draw_bar_text(cairo, bar.texts[i], segment, pixel, bar.sizes, clusters.colors.srgb[i]);
    }
    begin += share;
  }
}

std::optional<std::size_t> segment_at(double x, double y, const PreviewBar& bar,
                                      const LiveResult& result) {
  const cairo_rectangle_t& area = bar.area;
  if (!has(area, x, y)) return std::nullopt;
  const double along = bar.is_vertical ? (y - area.y) / area.height : (x - area.x) / area.width;
  const std::vector<double>& shares = result.clusters->shares;
  double end = 0.0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    end += shares[i];
    if (along < end) return i;
  }
  return std::nullopt;
}

}  // namespace color_clusters
