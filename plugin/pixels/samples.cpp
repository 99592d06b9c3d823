// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/pixels/samples.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>

#include "plugin/pixels/mask_reader.h"

namespace color_clusters {
namespace {

/// The middle of each of `count` equal parts of a stretch, as pixels from its beginning.
std::vector<int> middles(int length, int count) {
  std::vector<int> result;
  result.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    result.push_back(static_cast<int>((2LL * i + 1) * length / (2LL * count)));
  }
  return result;
}

/// Reads rows of pixels in one format and picks some of each.
class RowPicker {
 public:
  RowPicker(GeglBuffer* buffer, const Babl* from, const Babl* to, std::span<const int> columns)
      : buffer_(buffer),
        format_(from),
        pixel_bytes_(static_cast<std::size_t>(babl_format_get_bytes_per_pixel(from))),
        fish_(babl_fish(from, to)),
        columns_(columns),
        picked_(columns.size() * pixel_bytes_) {}

  /// Converts the picked pixels of a row to `to`; what lies outside the buffer is 0.
  void pick(const GeglRectangle& row, float* to) {
    row_.resize(static_cast<std::size_t>(row.width) * pixel_bytes_);
    gegl_buffer_get(buffer_, &row, 1.0, format_, row_.data(), GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      std::memcpy(&picked_[i * pixel_bytes_],
                  &row_[static_cast<std::size_t>(columns_[i]) * pixel_bytes_], pixel_bytes_);
    }
    babl_process(fish_, picked_.data(), to, static_cast<long>(columns_.size()));
  }

 private:
  GeglBuffer* buffer_;
  const Babl* format_;
  std::size_t pixel_bytes_;
  const Babl* fish_;
  std::span<const int> columns_;
  std::vector<std::byte> row_;
  std::vector<std::byte> picked_;
};

/// Multiplies `values` by those of a mask, if there is one.
void apply_mask(const Mask& mask, const GeglRectangle& area, std::span<const int> columns,
                std::span<const int> rows, std::vector<float>& values) {
  if (mask.buffer == nullptr) return;
  const Babl* const format = mask_format<float>(mask);
  RowPicker picker(mask.buffer, format, format, columns);
  std::vector<float> row(columns.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    picker.pick(in_mask(mask, {area.x, area.y + rows[i], area.width, 1}), row.data());
    for (std::size_t x = 0; x < row.size(); ++x) values[i * row.size() + x] *= row[x];
  }
}

}  // namespace

Samples take_samples(const LayerPixels& pixels, const LayerEncoding& encoding, int width,
                     int height) {
  const GeglRectangle& area = pixels.area;
  const std::vector<int> columns = middles(area.width, width);
  const std::vector<int> rows = middles(area.height, height);
  Samples samples;
  samples.width = width;
  samples.height = height;
  samples.scale = static_cast<double>(width) / area.width;
  const std::size_t row_size = columns.size();
  samples.colors.resize(row_size * rows.size());
  samples.alpha.resize(samples.colors.size());
  samples.selected.assign(samples.colors.size(), 1.0F);

  RowPicker picker(pixels.buffer, encoding.format, color_alpha_format(encoding), columns);
  const std::size_t components = encoding.is_gray ? 2 : 4;
  std::vector<float> row(row_size * components);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    picker.pick({area.x, area.y + rows[i], area.width, 1}, row.data());
    for (std::size_t x = 0; x < row_size; ++x) {
      const float* const pixel = &row[x * components];
      samples.colors[i * row_size + x] = encoding.is_gray ? Color{pixel[0], pixel[0], pixel[0]}
                                                          : Color{pixel[0], pixel[1], pixel[2]};
      samples.alpha[i * row_size + x] = pixel[components - 1];
    }
  }
  apply_mask(pixels.layer_mask, area, columns, rows, samples.alpha);
  apply_mask(pixels.selection, area, columns, rows, samples.selected);
  return samples;
}

}  // namespace color_clusters
