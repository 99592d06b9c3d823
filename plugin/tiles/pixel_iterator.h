// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

#include <gegl.h>

namespace color_clusters {

/// Walks over equally large rectangles of up to `max_buffers` buffers at once, in chunks that are
/// at most a tile. The GEGL iterator behind it is stopped whatever happens.
class PixelIterator {
 public:
  explicit PixelIterator(int max_buffers)
      : iterator_(gegl_buffer_iterator_empty_new(max_buffers)) {}
  ~PixelIterator() {
    if (iterator_ != nullptr) gegl_buffer_iterator_stop(iterator_);
  }
  PixelIterator(const PixelIterator&) = delete;
  PixelIterator& operator=(const PixelIterator&) = delete;

  /// Adds a buffer; the answer names its slot. What lies outside a buffer reads as zero.
  int add(GeglBuffer* buffer, const GeglRectangle& area, const Babl* format,
          GeglAccessMode access) {
    return gegl_buffer_iterator_add(iterator_, buffer, &area, 0, format, access, GEGL_ABYSS_NONE);
  }

  /// Goes to the next chunk; false after the last one.
  bool next() {
    if (gegl_buffer_iterator_next(iterator_)) return true;
    iterator_ = nullptr;
    return false;
  }

  /// Number of pixels in the chunk.
  [[nodiscard]] std::size_t length() const { return static_cast<std::size_t>(iterator_->length); }

  /// Where the chunk lies in the buffer that was added first.
  [[nodiscard]] const GeglRectangle& area() const { return iterator_->items[0].roi; }

  /// The chunk's values in a buffer, `per_pixel` of them for each pixel.
  template <typename T>
  [[nodiscard]] std::span<T> values(int slot, std::size_t per_pixel) const {
    return {static_cast<T*>(iterator_->items[slot].data), length() * per_pixel};
  }

 private:
  GeglBufferIterator* iterator_;
};

}  // namespace color_clusters
