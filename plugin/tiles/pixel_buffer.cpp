// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/tiles/pixel_buffer.h"

#include <cstdint>
#include <utility>

namespace color_clusters {
namespace {

/// Buffers up to this size are kept: a layer of 24 megapixels is read and written at once, also one
/// of 32-bit floats, and one of 200 megapixels in pieces, also one of 8 bits.
constexpr std::int64_t kept_bytes = std::int64_t{512} << 20;

}  // namespace

PixelBuffer::PixelBuffer(GeglBuffer* buffer) {
  if (buffer == nullptr) return;
  g_object_ref(buffer);
  state_ = std::make_shared<State>(State{.open = {}, .buffer = Owned<GeglBuffer>(buffer)});
}

PixelBuffer::PixelBuffer(Open open, int together) {
  Owned<GeglBuffer> buffer = open();
  state_ = std::make_shared<State>(
      State{.open = std::move(open), .buffer = std::move(buffer), .together = together});
}

std::vector<PixelBuffer> PixelBuffer::openings(int count) const {
  std::vector<PixelBuffer> all(static_cast<std::size_t>(count), *this);
  if (!exists() || !state_->open || count == 1) return all;
  // Or it would be stored later, above what others write.
  store();
  for (std::size_t i = 1; i < all.size(); ++i) all[i] = PixelBuffer(state_->open, state_->together);
  return all;
}

void PixelBuffer::store() const {
  if (exists() && state_->open) gegl_buffer_flush(get());
}

void PixelBuffer::read_anew() const {
  if (!exists() || !state_->open) return;
  // If it throws, the old one stays. To have both for a moment takes no memory: tiles come later.
  Owned<GeglBuffer> again = state_->open();
  state_->buffer = std::move(again);
}

bool PixelBuffer::is_large() const {
  if (!exists() || !state_->open) return false;
  const std::int64_t pixels =
      std::int64_t{gegl_buffer_get_width(get())} * gegl_buffer_get_height(get());
  return pixels * babl_format_get_bytes_per_pixel(format()) > kept_bytes / state_->together;
}

void PixelBuffer::let_tiles_go() const {
  if (is_large()) read_anew();
}

}  // namespace color_clusters
