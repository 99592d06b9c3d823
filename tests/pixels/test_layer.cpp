// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_layer.h"

#include <gtest/gtest.h>

namespace color_clusters {

Buffer new_buffer(const Babl* format, int width, int height) {
  const GeglRectangle extent{0, 0, width, height};
  return Buffer(gegl_buffer_new(&extent, format));
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
  gegl_init(nullptr, nullptr);
  const int result = RUN_ALL_TESTS();
  gegl_exit();
  return result;
}
