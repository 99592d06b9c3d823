// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/painting/separations.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstring>
#include <vector>

#include "plugin/painting/color_size.h"
#include "plugin/pixels/layer_encoding.h"
#include "plugin/tiles/bands.h"
#include "plugin/tiles/chunk_rows.h"

namespace color_clusters {
namespace {

/// Copies the pixels of one cluster, tile by tile: tiles without any stay empty and cost nothing.
class ClusterCopier {
 public:
  ClusterCopier(const PixelBuffer& posterized, const ClusterMap& map, std::uint16_t cluster,
                const LayerEncoding& to)
      : posterized_(posterized),
        map_(map),
        cluster_(cluster),
        from_(layer_encoding(posterized.format())),
        to_(to) {
    const std::vector<std::byte> white = encode_pixels(std::vector<Color>{{1, 1, 1}}, to_);
    opaque_.assign(white.end() - static_cast<std::ptrdiff_t>(to_.alpha_bytes), white.end());
  }

  bool copy(const GeglRectangle& band, GeglBuffer* destination) const {
    bool is_visible = false;
    for (const GeglRectangle& tile : tiles_of(destination, band)) {
      if (has_cluster(tile) && copy_tile(tile, destination)) is_visible = true;
    }
    return is_visible;
  }

 private:
  [[nodiscard]] std::span<const std::uint16_t> map_row(const GeglRectangle& tile, int y) const {
    return std::span(map_.clusters)
        .subspan(map_.index(tile.x, tile.y + y), static_cast<std::size_t>(tile.width));
  }

  [[nodiscard]] bool has_cluster(const GeglRectangle& tile) const {
    for (int y = 0; y < tile.height; ++y) {
      const std::span<const std::uint16_t> row = map_row(tile, y);
      if (std::ranges::find(row, cluster_) != row.end()) return true;
    }
    return false;
  }

  bool copy_tile(const GeglRectangle& tile, GeglBuffer* destination) const {
    const std::size_t pixels =
        static_cast<std::size_t>(tile.width) * static_cast<std::size_t>(tile.height);
    std::vector<std::byte> from(pixels * from_.pixel_bytes);
    std::vector<std::byte> to(pixels * to_.pixel_bytes);
    gegl_buffer_get(posterized_.get(), &tile, 1.0, from_.format, from.data(), GEGL_AUTO_ROWSTRIDE,
                    GEGL_ABYSS_NONE);
    bool is_visible = false;
    std::size_t pixel = 0;
    for (int y = 0; y < tile.height; ++y) {
      for (const std::uint16_t cluster : map_row(tile, y)) {
        if (cluster == cluster_) {
          is_visible |= copy_pixel(&from[pixel * from_.pixel_bytes], &to[pixel * to_.pixel_bytes]);
        }
        ++pixel;
      }
    }
    gegl_buffer_set(destination, &tile, 0, to_.format, to.data(), GEGL_AUTO_ROWSTRIDE);
    return is_visible;
  }

  bool copy_pixel(const std::byte* from, std::byte* to) const {
    std::copy_n(from, from_.pixel_bytes, to);
    if (!from_.has_alpha) std::ranges::copy(opaque_, to + from_.pixel_bytes);
    return std::any_of(to + to_.color_bytes(), to + to_.pixel_bytes,
                       [](std::byte byte) { return byte != std::byte{0}; });
  }

  const PixelBuffer& posterized_;
  const ClusterMap& map_;
  std::uint16_t cluster_;
  LayerEncoding from_;
  LayerEncoding to_;
  /// Alpha of an opaque pixel.
  std::vector<std::byte> opaque_;
};

/// Writes for each number the pixel of `colors` that has it. The size of a pixel is fixed when
/// compiling, because this runs once per pixel.
template <std::size_t size, typename Number>
void write_pixels(std::span<const Number> numbers, const std::byte* colors, std::byte* to) {
  for (const Number number : numbers) {
    std::memcpy(to, colors + static_cast<std::size_t>(number) * size, size);
    to += size;
  }
}

template <typename Number>
bool has_any(std::span<const Number> numbers) {
  Number any = 0;
  for (const Number number : numbers) any |= number;
  return any != 0;
}

/// Paints the pixels of `area`, in the buffer, each as that of `colors` with its number. Tiles in
/// which all numbers are 0 are left as they are.
template <typename Number>
void paint_numbers(std::span<const Number> numbers, std::span<const std::byte> colors,
                   const GeglRectangle& area, const PixelBuffer& destination, int threads) {
  const LayerEncoding encoding = layer_encoding(destination.format());
  const std::size_t size = encoding.pixel_bytes;
  const auto write =
      with_color_bytes(size, [](auto pixel_bytes) { return &write_pixels<pixel_bytes, Number>; });
  for_each_band({destination}, area, threads, {}, [&](int, const GeglRectangle& band) {
    std::vector<std::byte> pixels;
    for (const GeglRectangle& tile : tiles_of(destination.get(), band)) {
      bool is_painted = false;
      for_each_row(tile, area, [&](std::size_t in_area, std::size_t, std::size_t count) {
        is_painted = is_painted || has_any(numbers.subspan(in_area, count));
      });
      if (!is_painted) continue;
      pixels.resize(static_cast<std::size_t>(tile.width) * static_cast<std::size_t>(tile.height) *
                    size);
      for_each_row(tile, area, [&](std::size_t in_area, std::size_t in_tile, std::size_t count) {
        write(numbers.subspan(in_area, count), colors.data(), &pixels[in_tile * size]);
      });
      gegl_buffer_set(destination.get(), &tile, 0, encoding.format, pixels.data(),
                      GEGL_AUTO_ROWSTRIDE);
    }
  });
}

}  // namespace

bool copy_cluster(const PixelBuffer& posterized, const ClusterMap& map, std::uint16_t cluster,
                  const PixelBuffer& destination, int threads) {
  const ClusterCopier copier(posterized, map, cluster, layer_encoding(destination.format()));
  std::atomic<bool> is_visible = false;
  write_each_band(destination, {posterized}, {0, 0, map.width, map.height}, threads, {},
                  [&](int, GeglBuffer* opening, const GeglRectangle& band) {
                    if (copier.copy(band, opening)) is_visible = true;
                  });
  return is_visible;
}

void paint_film(std::span<const std::uint8_t> prints, const GeglRectangle& area,
                const PixelBuffer& destination, int threads) {
  const LayerEncoding encoding = layer_encoding(destination.format());
  paint_numbers(prints, encode_pixels(std::vector<Color>{{1, 1, 1}, {0, 0, 0}}, encoding), area,
                destination, threads);
}

void paint_colors(std::span<const Color> srgb, std::span<const std::uint32_t> pixels,
                  const GeglRectangle& area, const PixelBuffer& destination, int threads) {
  const LayerEncoding encoding = layer_encoding(destination.format());
  paint_numbers(pixels, encode_pixels(layer_colors_from_srgb(srgb, encoding), encoding), area,
                destination, threads);
}

void fill_with(const Color& srgb, const PixelBuffer& destination) {
  const LayerEncoding encoding = layer_encoding(destination.format());
  const std::vector<std::byte> pixel =
      encode_pixels(layer_colors_from_srgb(std::span(&srgb, 1), encoding), encoding);
  gegl_buffer_set_color_from_pixel(destination.get(), nullptr, pixel.data(), encoding.format);
}

}  // namespace color_clusters
