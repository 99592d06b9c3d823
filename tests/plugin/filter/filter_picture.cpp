// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin/filter/filter_picture.h"

#include <algorithm>
#include <array>
#include <random>

#include "plugin/filter/apply_filter.h"

namespace color_clusters {
namespace {

const Babl* display_p3() {
  const Babl* const curve = babl_trc("sRGB");
  return babl_space_from_chromaticities(nullptr, 0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150,
                                        0.060, curve, curve, curve, BABL_SPACE_FLAG_EQUALIZE);
}

std::vector<const Babl*> all_formats() {
  std::vector<const Babl*> formats;
  for (const char* const model : {"R'G'B'", "R'G'B'A", "RGB", "RGBA", "Y'", "Y'A", "Y", "YA"}) {
    const std::string words = std::string(model) + " ";
    for (const char* const type : {"u8", "u16", "u32", "half", "float", "double"}) {
      formats.push_back(babl_format((words + type).c_str()));
    }
  }
  // babl takes long to find conversions between spaces.
  for (const char* const name : {"R'G'B'A u8", "R'G'B' float", "RGBA half", "Y'A u8", "YA float"}) {
    formats.push_back(babl_format_with_space(name, display_p3()));
  }
  return formats;
}

bool holds_any_value(const Babl* format) {
  const Babl* const type = babl_format_get_type(format, 0);
  return type == babl_type("float") || type == babl_type("double") || type == babl_type("half");
}

}  // namespace

std::span<const Babl* const> layer_formats() {
  static const std::vector<const Babl*> formats = all_formats();
  return formats;
}

std::string name_of(const Babl* format) {
  const bool is_srgb = babl_format_get_space(format) == babl_space("sRGB");
  return std::string(babl_format_get_encoding(format)) + (is_srgb ? "" : " of another space");
}

Buffer clumps(const Babl* format, const GeglRectangle& extent, std::uint32_t seed) {
  constexpr std::array<float, 6> alphas{0.0F, 0.3F, 1.0F, 1.0F, 0.7F, 1.0F};
  constexpr int clump = 7;
  std::mt19937 random(seed);
  const auto unit = [&] { return static_cast<float>(random() % 65536U) / 65535.0F; };
  std::array<Color, 11> inks{};
  for (Color& ink : inks) ink = {unit(), unit(), unit()};
  std::vector<float> pixels;
  for (int y = 0; y < extent.height; ++y) {
    for (int x = 0; x < extent.width; ++x) {
      const auto number = static_cast<unsigned>(x / clump * 3 + y / clump * 5);
      const Color& ink = inks[(number + random() % 2U) % inks.size()];
      for (const float channel : ink) pixels.push_back(channel + 0.1F * (unit() - 0.5F));
      pixels.push_back(alphas[random() % alphas.size()]);
    }
  }
  if (holds_any_value(format)) {
    for (std::size_t i = 0; i + 4 < pixels.size(); i += 4 * 97) pixels[i] += 3.0F;
  }
  Buffer buffer(gegl_buffer_new(&extent, format));
  gegl_buffer_set(buffer.get(), &extent, 0, babl_format("R'G'B'A float"), pixels.data(),
                  GEGL_AUTO_ROWSTRIDE);
  return buffer;
}

Buffer plain(const Babl* format, const GeglRectangle& extent, const std::vector<float>& color) {
  Buffer buffer(gegl_buffer_new(&extent, format));
  gegl_buffer_set_color_from_pixel(buffer.get(), &extent, color.data(),
                                   babl_format("R'G'B'A float"));
  return buffer;
}

Bytes bytes_at(GeglBuffer* buffer, const GeglRectangle& part) {
  const Babl* const format = gegl_buffer_get_format(buffer);
  Bytes bytes(static_cast<std::size_t>(part.width) * static_cast<std::size_t>(part.height) *
              static_cast<std::size_t>(babl_format_get_bytes_per_pixel(format)));
  if (!bytes.empty()) {
    gegl_buffer_get(buffer, &part, 1.0, format, bytes.data(), GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  }
  return bytes;
}

FilterOptions options_with(int color_count) {
  FilterOptions options;
  options.clusters.color_count = color_count;
  return options;
}

Buffer filtered(const FilterOptions& options, const Buffer& picture, const GeglRectangle& part) {
  Buffer result(gegl_buffer_new(&part, gegl_buffer_get_format(picture.get())));
  apply_filter(options, picture.get(), *gegl_buffer_get_extent(picture.get()), result.get(), part);
  return result;
}

Bytes filtered_bytes(const FilterOptions& options, const Buffer& picture,
                     const GeglRectangle& part) {
  return bytes_at(filtered(options, picture, part).get(), part);
}

Bytes filtered_bytes(const FilterOptions& options, const Buffer& picture) {
  return filtered_bytes(options, picture, *gegl_buffer_get_extent(picture.get()));
}

}  // namespace color_clusters
