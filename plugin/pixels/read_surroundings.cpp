// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/pixels/read_surroundings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/color/color.h"
#include "plugin/pixels/byte_colors.h"
#include "plugin/pixels/color_chunks.h"
#include "plugin/pixels/layer_encoding.h"
#include "plugin/tiles/chunk_rows.h"
#include "plugin/tiles/mask_reader.h"
#include "plugin/tiles/pixel_iterator.h"

namespace color_clusters {
namespace {

constexpr int side = static_cast<int>(Surroundings::side);

/// A row or column of places.
struct Line {
  std::int32_t number = 0;
  /// Where their patches begin.
  int start = 0;
};

/// The lines of places along one axis of an area.
std::vector<Line> lines_of_places(int first, int length, double step) {
  std::vector<Line> lines;
  for (int i = 0;; ++i) {
    const int start = static_cast<int>(i * step);
    if (start + side > length) return lines;
    lines.push_back({i, first + start});
  }
}

/// Some whole rows of an area as layer colors. What is not visible and selected is marked.
class Rows {
 public:
  Rows(const LayerPixels& pixels, const LayerEncoding& encoding, const GeglRectangle& rows)
      : area_(rows),
        colors_(static_cast<std::size_t>(rows.width) * static_cast<std::size_t>(rows.height)),
        is_there_(colors_.size(), 0) {
    if (encoding.is_byte) {
      read_bytes(pixels, encoding);
    } else {
      read_floats(pixels, encoding);
    }
  }

  /// Adds what surrounds the place of a row and a column.
  void look_at(const Line& place_row, const Line& column, std::vector<Surroundings>& places) const {
    std::array<Color, Surroundings::side * Surroundings::side> patch;
    for (std::size_t row = 0; row < Surroundings::side; ++row) {
      const std::size_t begin = (static_cast<std::size_t>(place_row.start - area_.y) + row) *
                                    static_cast<std::size_t>(area_.width) +
                                static_cast<std::size_t>(column.start - area_.x);
      for (std::size_t i = begin; i < begin + Surroundings::side; ++i) {
        const Color& color = colors_[i];
        if (is_there_[i] == 0 || !std::isfinite(color[0] + color[1] + color[2])) return;
        patch[row * Surroundings::side + i - begin] = color;
      }
    }
    places.push_back(surroundings_of(patch));
    places.back().row = place_row.number;
    places.back().column = column.number;
  }

 private:
  // Not converted by babl, which may round in another way from one process to the next.
  void read_bytes(const LayerPixels& pixels, const LayerEncoding& encoding) {
    const std::vector<ByteColor> table = byte_colors(encoding);
    const std::size_t size = encoding.pixel_bytes;
    PixelIterator chunks(3);
    const int slot = chunks.add(pixels.buffer.get(), area_, encoding.format, GEGL_ACCESS_READ);
    MaskReader<std::uint8_t> mask(pixels, area_, chunks);
    while (chunks.next()) {
      if (!mask.read(chunks)) continue;
      const auto bytes = chunks.values<const std::uint8_t>(slot, size);
      for_each_row(chunks.area(), area_, [&](std::size_t to, std::size_t from, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
          const auto pixel = bytes.subspan(size * (from + i), size);
          for (std::size_t c = 0; c < 3; ++c) {
            const std::uint8_t value = table.empty() ? pixel[c] : table[pixel[0]][c];
            colors_[to + i][c] = from_byte(value);
          }
          const bool is_selected = mask.values().empty() || mask.values()[from + i] > 0;
          is_there_[to + i] = is_selected && (!encoding.has_alpha || pixel.back() > 0) ? 1 : 0;
        }
      });
    }
  }

  void read_floats(const LayerPixels& pixels, const LayerEncoding& encoding) {
    ColorChunks chunks(pixels, encoding, area_);
    while (chunks.next()) {
      const std::span<const float> rgba = chunks.rgba();
      const std::span<const float> mask = chunks.mask();
      for_each_row(chunks.area(), area_, [&](std::size_t to, std::size_t from, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
          const auto pixel = rgba.subspan(4 * (from + i), 4);
          std::ranges::copy(pixel.first(3), colors_[to + i].begin());
          const bool is_selected = mask.empty() || mask[from + i] > 0.0F;
          is_there_[to + i] = is_selected && pixel[3] > 0.0F ? 1 : 0;
        }
      });
    }
  }

  GeglRectangle area_;
  std::vector<Color> colors_;
  std::vector<char> is_there_;
};

}  // namespace

std::vector<Surroundings> read_surroundings(const LayerPixels& pixels, const GeglRectangle& band,
                                            std::size_t picture_pixels) {
  const GeglRectangle& area = pixels.area;
  const double step = std::max(1.0, std::sqrt(static_cast<double>(picture_pixels) / most_places));
  const std::vector<Line> columns = lines_of_places(area.x, area.width, step);
  std::vector<Line> rows = lines_of_places(area.y, area.height, step);
  std::erase_if(rows, [&](const Line& row) {
    return row.start < band.y || row.start >= band.y + band.height;
  });
  std::vector<Surroundings> places;
  if (columns.empty() || rows.empty()) return places;
  const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
  // Patches of neighbors overlap where all pixels are looked at: then the rows are read at once.
  const bool is_dense = step < side;
  for (std::size_t i = 0; i < rows.size();) {
    const std::size_t end = is_dense ? rows.size() : i + 1;
    const int top = rows[i].start;
    const Rows read(pixels, encoding, {area.x, top, area.width, rows[end - 1].start + side - top});
    for (; i < end; ++i) {
      for (const Line& column : columns) read.look_at(rows[i], column, places);
    }
  }
  return places;
}

}  // namespace color_clusters
