// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <gegl.h>

#include "plugin/glib/owned.h"
#include "plugin/pixels/layer_encoding.h"
#include "plugin/pixels/read_histogram.h"

namespace color_clusters {

using Buffer = Owned<GeglBuffer>;

/// A buffer with its origin at 0, 0 and all pixels 0.
Buffer new_buffer(const Babl* format, int width, int height);

/// A buffer of that width with the given components, row by row.
template <typename Component>
Buffer rows_of(const Babl* format, int width, const std::vector<Component>& components) {
  const int bytes = static_cast<int>(components.size() * sizeof(Component));
  Buffer buffer =
      new_buffer(format, width, bytes / babl_format_get_bytes_per_pixel(format) / width);
  gegl_buffer_set(buffer.get(), nullptr, 0, format, components.data(), GEGL_AUTO_ROWSTRIDE);
  return buffer;
}

/// A buffer of one row with the given components.
template <typename Component>
Buffer row_of(const Babl* format, const std::vector<Component>& components) {
  const int bytes = static_cast<int>(components.size() * sizeof(Component));
  return rows_of(format, bytes / babl_format_get_bytes_per_pixel(format), components);
}

/// All components of a buffer, row by row.
template <typename Component>
std::vector<Component> components_of(const Buffer& buffer) {
  const Babl* const format = gegl_buffer_get_format(buffer.get());
  const int bytes = gegl_buffer_get_width(buffer.get()) * gegl_buffer_get_height(buffer.get()) *
                    babl_format_get_bytes_per_pixel(format);
  std::vector<Component> components(static_cast<std::size_t>(bytes) / sizeof(Component));
  gegl_buffer_get(buffer.get(), nullptr, 1.0, format, components.data(), GEGL_AUTO_ROWSTRIDE,
                  GEGL_ABYSS_NONE);
  return components;
}

/// A buffer of 8-bit components that look random.
Buffer speckled(const Babl* format, int width, int height);

/// All pixels of a layer, without masks.
LayerPixels whole(const Buffer& buffer);

/// The encoding of a layer.
LayerEncoding encoding_of(const Buffer& buffer);

}  // namespace color_clusters
