// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin/test_layer.h"

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {

Buffer new_buffer(const Babl* format, int width, int height) {
  const GeglRectangle extent{0, 0, width, height};
  return Buffer(gegl_buffer_new(&extent, format));
}

Buffer speckled(const Babl* format, int width, int height) {
  Buffer buffer = new_buffer(format, width, height);
  std::vector<std::uint8_t> components;
  const int bytes = width * height * babl_format_get_bytes_per_pixel(format);
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(bytes); ++i) {
    components.push_back(static_cast<std::uint8_t>(i * i * 31 >> 3U));
  }
  gegl_buffer_set(buffer.get(), nullptr, 0, format, components.data(), GEGL_AUTO_ROWSTRIDE);
  return buffer;
}

LayerPixels whole(const Buffer& buffer) {
  return {.buffer = buffer.get(),
          .area = *gegl_buffer_get_extent(buffer.get()),
          .selection = {},
          .layer_mask = {}};
}

LayerEncoding encoding_of(const Buffer& buffer) {
  return layer_encoding(gegl_buffer_get_format(buffer.get()));
}

}  // namespace color_clusters

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  // As in GIMP: else GEGL leaves out modules under this license.
  g_object_set(gegl_config(), "application-license", "GPL3", nullptr);
  gegl_init(nullptr, nullptr);
  const int result = RUN_ALL_TESTS();
  gegl_exit();
  return result;
}
