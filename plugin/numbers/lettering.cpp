// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/numbers/lettering.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace color_clusters {
namespace {

/// Texts are measured at this size: glyphs are scaled exactly, without hints.
constexpr double measured_size = 200.0;
/// A line of text is so many times as high as its font.
constexpr double line_height = 1.5;

struct SurfaceDestroy {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct CairoDestroy {
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
struct FontDestroy {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
struct OptionsDestroy {
  void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};

double pixels(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

}  // namespace

Lettering::Lettering() {
  const Owned<PangoContext> context(
      pango_font_map_create_context(pango_cairo_font_map_get_default()));
  const std::unique_ptr<cairo_font_options_t, OptionsDestroy> options(cairo_font_options_create());
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context.get(), options.get());
  layout_.reset(pango_layout_new(context.get()));
}

void Lettering::set(const std::string& text, double font) const {
  const std::unique_ptr<PangoFontDescription, FontDestroy> description(
      pango_font_description_from_string("Sans"));
  pango_font_description_set_absolute_size(description.get(), font * PANGO_SCALE);
  pango_layout_set_font_description(layout_.get(), description.get());
  pango_layout_set_text(layout_.get(), text.c_str(), static_cast<int>(text.size()));
}

Lettering::Extent Lettering::ink(const std::string& text) const {
  set(text, measured_size);
  PangoRectangle covered;
  pango_layout_get_extents(layout_.get(), &covered, nullptr);
  return {pixels(covered.width) / measured_size, pixels(covered.height) / measured_size};
}

double Lettering::advance(const std::string& text) const {
  set(text, measured_size);
  PangoRectangle logical;
  pango_layout_get_extents(layout_.get(), nullptr, &logical);
  return pixels(logical.width) / measured_size;
}

TextPicture Lettering::centered(const std::string& text, double font) const {
  set(text, font);
  PangoRectangle covered;
  pango_layout_get_extents(layout_.get(), &covered, nullptr);
  // Odd, so that the middle is that of a pixel.
  const int width = static_cast<int>(std::ceil(pixels(covered.width))) / 2 * 2 + 3;
  const int height = static_cast<int>(std::ceil(pixels(covered.height))) / 2 * 2 + 3;
  return picture(width, height, (width - pixels(covered.width)) / 2 - pixels(covered.x),
                 (height - pixels(covered.height)) / 2 - pixels(covered.y));
}

TextPicture Lettering::line(const std::string& text, double font) const {
  set(text, font);
  PangoRectangle logical;
  pango_layout_get_extents(layout_.get(), nullptr, &logical);
  const int width = static_cast<int>(std::ceil(pixels(logical.width))) + 1;
  const int height = static_cast<int>(std::ceil(line_height * font));
  // Digits are about 0.72 times as high as the font.
  const double baseline = (height + 0.72 * font) / 2;
  return picture(width, height, 0.0, baseline - pixels(pango_layout_get_baseline(layout_.get())));
}

TextPicture Lettering::picture(int width, int height, double left, double top) const {
  const std::unique_ptr<cairo_surface_t, SurfaceDestroy> surface(
      cairo_image_surface_create(CAIRO_FORMAT_A8, width, height));
  const std::unique_ptr<cairo_t, CairoDestroy> cairo(cairo_create(surface.get()));
  cairo_move_to(cairo.get(), left, top);
  pango_cairo_show_layout(cairo.get(), layout_.get());
  cairo_surface_flush(surface.get());
  TextPicture text{width, height, {}};
  const unsigned char* const bytes = cairo_image_surface_get_data(surface.get());
  if (bytes == nullptr) return {};
  const int stride = cairo_image_surface_get_stride(surface.get());
  for (int y = 0; y < height; ++y) {
    const unsigned char* const row = bytes + std::ptrdiff_t{y} * stride;
    text.coverage.insert(text.coverage.end(), row, row + width);
  }
  return text;
}

void write_text(const TextPicture& text, int x, int y, int width, int first_row,
                std::vector<std::uint8_t>& rows) {
  if (width <= 0) return;
  const int end_row = first_row + static_cast<int>(rows.size() / static_cast<std::size_t>(width));
  const int begin = std::max(-x, 0);
  const int end = std::min(text.width, width - x);
  for (int v = std::max(first_row - y, 0); v < std::min(text.height, end_row - y); ++v) {
    for (int u = begin; u < end; ++u) {
      std::uint8_t& pixel =
          rows[static_cast<std::size_t>(y + v - first_row) * static_cast<std::size_t>(width) +
               static_cast<std::size_t>(x + u)];
      pixel = std::max(
          pixel, text.coverage[static_cast<std::size_t>(v) * static_cast<std::size_t>(text.width) +
                               static_cast<std::size_t>(u)]);
    }
  }
}

}  // namespace color_clusters
