// SPDX-License-Identifier: GPL-3.0-or-later
#include "precision_layers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "benchmark_run.h"

namespace color_clusters {
namespace {

const Babl* space_of(const char* name, std::array<double, 6> primaries, const Babl* curve) {
  return babl_space_from_chromaticities(name, 0.3127, 0.329, primaries[0], primaries[1],
                                        primaries[2], primaries[3], primaries[4], primaries[5],
                                        curve, curve, curve, BABL_SPACE_FLAG_EQUALIZE);
}

/// Numbers that look random, the same on every machine.
class Noise {
 public:
  explicit Noise(std::uint32_t seed) : state_(seed * 2654435761U + 1U) {}
  /// Below 1 away from 0, both ways.
  float next() {
    state_ = state_ * 1664525U + 1013904223U;
    return static_cast<float>(state_ >> 8U) * 0x1.fp-24F - 0.97F;
  }

 private:
  std::uint32_t state_;
};

/// Writes `rows` rows of the picture from `y` on, as gamma-encoded floats with alpha in the color
/// space of `buffer`.
void fill_rows(GeglBuffer* buffer, const Picture& picture, const Kind& kind, int y, int rows) {
  const int width = gegl_buffer_get_width(buffer);
  Noise noise(static_cast<std::uint32_t>(y));
  std::vector<float> values;
  values.reserve(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(rows));
  for (int row = y; row < y + rows; ++row) {
    for (int x = 0; x < width; ++x) {
      for (int c = 0; c < 3; ++c) {
        const float below = kind.has_noise ? 0.5F * noise.next() : 0.0F;
        values.push_back(
            std::clamp(static_cast<float>(picture.pixel(x, row)[c]) + below, 0.0F, 255.0F) /
            255.0F);
      }
      // Some pixels are transparent to some part.
      values.push_back(x % 64 == 0 ? 0.5F : 1.0F);
    }
  }
  const Babl* const space = babl_format_get_space(gegl_buffer_get_format(buffer));
  const GeglRectangle area{0, y, width, rows};
  if (kind.light == 1.0F) {
    gegl_buffer_set(buffer, &area, 0, babl_format_with_space("R'G'B'A float", space), values.data(),
                    GEGL_AUTO_ROWSTRIDE);
    return;
  }
  std::vector<float> linear(values.size());
  babl_process(babl_fish(babl_format_with_space("R'G'B'A float", space),
                         babl_format_with_space("RGBA float", space)),
               values.data(), linear.data(), static_cast<long>(values.size() / 4));
  for (std::size_t i = 0; i < linear.size(); ++i) {
    if (i % 4 != 3) linear[i] *= kind.light;
  }
  gegl_buffer_set(buffer, &area, 0, babl_format_with_space("RGBA float", space), linear.data(),
                  GEGL_AUTO_ROWSTRIDE);
}

/// A palette of 6 × 6 × 6 colors, and the index of each pixel.
void fill_indexed(GeglBuffer* buffer, const Picture& picture) {
  const int width = gegl_buffer_get_width(buffer);
  const int height = gegl_buffer_get_height(buffer);
  std::vector<std::uint8_t> row(static_cast<std::size_t>(width));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const std::uint8_t* const p = picture.pixel(x, y);
      row[static_cast<std::size_t>(x)] =
          static_cast<std::uint8_t>((p[0] / 43 * 6 + p[1] / 43) * 6 + p[2] / 43);
    }
    const GeglRectangle area{0, y, width, 1};
    gegl_buffer_set(buffer, &area, 0, gegl_buffer_get_format(buffer), row.data(),
                    GEGL_AUTO_ROWSTRIDE);
  }
}

const Babl* indexed_format() {
  const Babl* format = nullptr;
  babl_new_palette("colormap of the benchmark", &format, nullptr);
  std::vector<std::uint8_t> colormap;
  for (int i = 0; i < 216; ++i) {
    for (const int level : {i / 36, i / 6 % 6, i % 6}) {
      colormap.push_back(static_cast<std::uint8_t>(level * 51));
    }
  }
  babl_palette_set_palette(format, babl_format("R'G'B' u8"), colormap.data(), 216);
  return format;
}

/// An ellipse with a soft edge.
Owned<GeglBuffer> mask(int width, int height) {
  Owned<GeglBuffer> buffer = new_buffer(babl_format("Y float"), width, height);
  std::vector<float> row(static_cast<std::size_t>(width));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const float dx = 2.0F * static_cast<float>(x) / static_cast<float>(width) - 1.0F;
      const float dy = 2.0F * static_cast<float>(y) / static_cast<float>(height) - 1.0F;
      row[static_cast<std::size_t>(x)] = std::clamp(20.0F * (1.2F - dx * dx - dy * dy), 0.0F, 1.0F);
    }
    const GeglRectangle area{0, y, width, 1};
    gegl_buffer_set(buffer.get(), &area, 0, babl_format("Y float"), row.data(),
                    GEGL_AUTO_ROWSTRIDE);
  }
  return buffer;
}

}  // namespace

std::vector<Kind> all_kinds() {
  const Babl* const p3 =
      space_of("Display P3", {0.68, 0.32, 0.265, 0.69, 0.15, 0.06}, babl_trc("sRGB"));
  const Babl* const adobe =
      space_of("Adobe RGB", {0.64, 0.33, 0.21, 0.71, 0.15, 0.06}, babl_trc_gamma(563.0 / 256.0));
  return {
      {.name = "8-bit", .format = "R'G'B' u8", .has_noise = false},
      {.name = "8-bit with alpha", .format = "R'G'B'A u8", .has_noise = false},
      {.name = "8-bit, selection",
       .format = "R'G'B' u8",
       .has_noise = false,
       .has_selection = true},
      {.name = "8-bit, layer mask",
       .format = "R'G'B' u8",
       .has_noise = false,
       .has_layer_mask = true},
      {.name = "8-bit gray", .format = "Y' u8", .has_noise = false},
      {.name = "indexed", .format = "", .has_noise = false, .is_indexed = true},
      {.name = "8-bit Display P3", .format = "R'G'B' u8", .space = p3, .has_noise = false},
      {.name = "8-bit Adobe RGB", .format = "R'G'B' u8", .space = adobe, .has_noise = false},
      {.name = "16-bit", .format = "R'G'B' u16"},
      {.name = "16-bit linear", .format = "RGB u16"},
      {.name = "16-bit with alpha", .format = "R'G'B'A u16"},
      {.name = "16-bit, selection", .format = "R'G'B' u16", .has_selection = true},
      {.name = "16-bit gray", .format = "Y' u16"},
      {.name = "16-bit Display P3", .format = "R'G'B' u16", .space = p3},
      {.name = "half", .format = "R'G'B' half"},
      {.name = "half linear", .format = "RGB half"},
      {.name = "float", .format = "R'G'B' float"},
      {.name = "float linear", .format = "RGB float"},
      {.name = "float linear HDR", .format = "RGB float", .light = 4.0F},
      {.name = "float linear, alpha", .format = "RGBA float"},
  };
}

Picture load_picture(const std::string& path) {
  const Owned<GeglBuffer> buffer = load(path);
  GeglBuffer* const loaded = buffer.get();
  Picture picture{
      .width = gegl_buffer_get_width(loaded), .height = gegl_buffer_get_height(loaded), .rgb = {}};
  picture.rgb.resize(3 * static_cast<std::size_t>(picture.width) *
                     static_cast<std::size_t>(picture.height));
  gegl_buffer_get(loaded, nullptr, 1.0, babl_format("R'G'B' u8"), picture.rgb.data(),
                  GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  return picture;
}

Owned<GeglBuffer> new_buffer(const Babl* format, int width, int height) {
  const GeglRectangle extent{0, 0, width, height};
  return Owned<GeglBuffer>(gegl_buffer_new(&extent, format));
}

LayerPixels layer_of(const Kind& kind, const Picture& picture, double megapixels) {
  const double scale =
      std::sqrt(megapixels * 1e6 / (static_cast<double>(picture.width) * picture.height));
  const int width = static_cast<int>(std::lround(picture.width * scale));
  const int height = static_cast<int>(std::lround(picture.height * scale));
  const Babl* const format =
      kind.is_indexed ? indexed_format() : babl_format_with_space(kind.format, kind.space);
  const Owned<GeglBuffer> buffer = new_buffer(format, width, height);
  if (kind.is_indexed) {
    fill_indexed(buffer.get(), picture);
  } else {
    constexpr int rows = 128;
    for (int y = 0; y < height; y += rows) {
      fill_rows(buffer.get(), picture, kind, y, std::min(rows, height - y));
    }
  }
  LayerPixels pixels{.buffer = PixelBuffer(buffer.get()),
                     .area = {0, 0, width, height},
                     .selection = {},
                     .layer_mask = {}};
  if (kind.has_selection || kind.has_layer_mask) {
    const Owned<GeglBuffer> some = mask(width, height);
    Mask& weights = kind.has_selection ? pixels.selection : pixels.layer_mask;
    weights.buffer = PixelBuffer(some.get());
  }
  return pixels;
}

LayerPixels layer_of(const Kind& kind, const Picture& picture) {
  return layer_of(kind, picture, static_cast<double>(picture.rgb.size() / 3) / 1e6);
}

int run_on_pictures(int argc, char** argv,
                    const std::function<void(const std::string& path, int colors)>& compare) {
  try {
    start_gegl();
    for (int i = 2; i < argc; ++i) compare(argv[i], std::atoi(argv[1]));
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", argv[0], error.what());
    return 1;
  }
}

}  // namespace color_clusters
