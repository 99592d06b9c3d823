// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/pixels/layer_encoding.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/color/byte_color.h"

namespace color_clusters {
namespace {

/// Names of the formats of layer colors with one transfer function.
struct ColorFormats {
  const char* color;
  const char* color_alpha;
  const char* gray_alpha;
};

ColorFormats color_formats(const Babl* format) {
  const BablModelFlag flags = babl_get_model_flags(babl_format_get_model(format));
  const bool is_palette = babl_format_is_palette(format) != 0;
  const bool is_byte = !is_palette && babl_format_get_type(format, 0) == babl_type("u8");
  if (is_byte && (flags & BABL_MODEL_FLAG_LINEAR) != 0) {
    return {"RGB float", "RGBA float", "YA float"};
  }
  if (is_byte && (flags & BABL_MODEL_FLAG_PERCEPTUAL) != 0) {
    return {"R~G~B~ float", "R~G~B~A float", "Y~A float"};
  }
  return {"R'G'B' float", "R'G'B'A float", "Y'A float"};
}

float gray_value(const Color& color) { return (color[0] + color[1] + color[2]) / 3.0F; }

// Written here and not by babl: the search for a conversion to a format that was not used yet costs
// up to half a second, and rounding is all there is to do.
void encode_bytes(const Color& color, const LayerEncoding& encoding, std::byte* pixel) {
  if (encoding.is_gray) {
    *pixel++ = std::byte{to_byte(gray_value(color))};
  } else {
    for (const float channel : color) *pixel++ = std::byte{to_byte(channel)};
  }
  if (encoding.has_alpha) *pixel = std::byte{255};
}

void encode_floats(const Color& color, const LayerEncoding& encoding, std::byte* pixel) {
  const float gray = gray_value(color);
  const std::array<float, 2> gray_alpha{gray, 1.0F};
  const std::array<float, 4> rgba{color[0], color[1], color[2], 1.0F};
  const void* const source =
      encoding.is_gray ? static_cast<const void*>(gray_alpha.data()) : rgba.data();
  if (!is_gamma_encoded(encoding)) {
    babl_process(babl_fish(color_alpha_format(encoding), encoding.format), source, pixel, 1);
    return;
  }
  // In some spaces babl goes by way of linear light, and comes back elsewhere in the dark.
  const int components = babl_format_get_n_components(encoding.format);
  const Babl* const type = babl_format_get_type(encoding.format, 0);
  babl_process(
      babl_fish(babl_format_n(babl_type("float"), components), babl_format_n(type, components)),
      source, pixel, 1);
}

}  // namespace

bool is_gamma_encoded(const LayerEncoding& encoding) {
  const BablModelFlag flags = babl_get_model_flags(babl_format_get_model(encoding.format));
  return !encoding.is_indexed && (flags & BABL_MODEL_FLAG_NONLINEAR) != 0 &&
         (flags & BABL_MODEL_FLAG_ASSOCIATED) == 0;
}

float exact_level(float component) { return from_byte(to_byte(component)); }

LayerEncoding layer_encoding(const Babl* format) {
  const BablModelFlag flags = babl_get_model_flags(babl_format_get_model(format));
  const bool is_indexed = babl_format_is_palette(format) != 0;
  const bool is_byte = is_indexed || babl_format_get_type(format, 0) == babl_type("u8");
  const bool has_alpha = babl_format_has_alpha(format) != 0;
  const auto pixel_bytes = static_cast<std::size_t>(babl_format_get_bytes_per_pixel(format));
  const auto components = static_cast<std::size_t>(babl_format_get_n_components(format));
  const Babl* const space = babl_format_get_space(format);
  return {
      .format = format,
      .space = space,
      .color_format = babl_format_with_space(color_formats(format).color, space),
      .is_byte = is_byte,
      .is_gray = !is_indexed && (flags & BABL_MODEL_FLAG_GRAY) != 0,
      .is_indexed = is_indexed,
      .has_alpha = has_alpha,
      .pixel_bytes = pixel_bytes,
      .alpha_bytes = has_alpha ? pixel_bytes / components : 0,
  };
}

const Babl* color_alpha_format(const LayerEncoding& encoding) {
  const ColorFormats formats = color_formats(encoding.format);
  return babl_format_with_space(encoding.is_gray ? formats.gray_alpha : formats.color_alpha,
                                encoding.space);
}

std::vector<Color> layer_colors_from_srgb(std::span<const Color> srgb,
                                          const LayerEncoding& encoding) {
  // The search for a conversion takes long.
  if (srgb.empty()) return {};
  const Babl* const fish = babl_fish(babl_format("R'G'B'A float"), color_alpha_format(encoding));
  std::vector<Color> colors;
  colors.reserve(srgb.size());
  for (const Color& color : srgb) {
    const std::array<float, 4> from{color[0], color[1], color[2], 1.0F};
    std::array<float, 4> to{};
    babl_process(fish, from.data(), to.data(), 1);
    if (encoding.is_gray) to[1] = to[2] = to[0];
    if (encoding.is_byte) {
      std::ranges::transform(to, to.begin(), exact_level);
    }
    colors.push_back({to[0], to[1], to[2]});
  }
  return colors;
}

std::vector<std::byte> encode_pixels(std::span<const Color> layer_colors,
                                     const LayerEncoding& encoding) {
  std::vector<std::byte> pixels(layer_colors.size() * encoding.pixel_bytes);
  std::byte* pixel = pixels.data();
  for (const Color& color : layer_colors) {
    if (encoding.is_byte) {
      encode_bytes(color, encoding, pixel);
    } else {
      encode_floats(color, encoding, pixel);
    }
    pixel += encoding.pixel_bytes;
  }
  return pixels;
}

}  // namespace color_clusters
