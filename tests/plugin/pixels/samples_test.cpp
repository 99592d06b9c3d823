// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/pixels/samples.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

// As they are counted and painted, so that a preview tells the same story.
TEST(Samples, HaveTheColorsOfBytes) {
  for (const char* const wide : {"sRGB", "ProPhoto"}) {
    for (const char* const name : {"Y' u8", "Y'A u8", "R'G'B' u8", "R'G'B'A u8", "RGB u8",
                                   "RGBA u8", "R~G~B~A u8", "Y u8", "Y~ u8"}) {
      const Babl* const format = babl_format_with_space(name, babl_space(wide));
      const auto components = static_cast<std::size_t>(babl_format_get_n_components(format));
      std::vector<std::uint8_t> bytes;
      for (int value = 0; value < 256; ++value) {
        bytes.insert(bytes.end(), components, static_cast<std::uint8_t>(value));
      }
      const Buffer layer = row_of<std::uint8_t>(format, bytes);
      const Samples samples = take_samples(whole(layer), encoding_of(layer), 256, 1);
      ASSERT_EQ(samples.colors.size(), 256U);
      for (std::size_t value = 0; value < 256; ++value) {
        const float expected = static_cast<float>(value) / 255.0F;
        EXPECT_EQ(samples.colors[value], (Color{expected, expected, expected})) << name << wide;
      }
    }
  }
}

}  // namespace
}  // namespace color_clusters
