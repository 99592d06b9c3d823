// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/painting/fill_color_bar.h"

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

TEST(FillColorBar, SegmentsFollowEachOther) {
  const Buffer bar = new_buffer(babl_format("R'G'B'A u8"), 4, 2);
  const std::vector<Color> colors{{1, 0, 0}, {0, 1, 0}, {0, 0, 0.2F}};
  fill_color_bar(bar.get(), colors, std::vector<int>{3, 0, 1}, false);
  const std::vector<std::uint8_t> row{255, 0, 0, 255, 255, 0, 0,  255,
                                      255, 0, 0, 255, 0,   0, 51, 255};
  std::vector<std::uint8_t> expected = row;
  expected.insert(expected.end(), row.begin(), row.end());
  EXPECT_EQ(components_of<std::uint8_t>(bar), expected);
}

TEST(FillColorBar, SegmentsLieOnTopOfEachOther) {
  const Buffer bar = new_buffer(babl_format("R'G'B' u8"), 2, 3);
  fill_color_bar(bar.get(), std::vector<Color>{{1, 0, 0}, {0, 1, 0}}, std::vector<int>{2, 1}, true);
  EXPECT_EQ(components_of<std::uint8_t>(bar),
            (std::vector<std::uint8_t>{255, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 0, 0,
                                       255, 0}));
}

TEST(FillColorBar, GrayTakesTheMeanOfTheChannels) {
  const Buffer bar = new_buffer(babl_format("Y' u8"), 2, 1);
  fill_color_bar(bar.get(), std::vector<Color>{{0.4F, 0.4F, 0.4F}, {0, 0, 0.6F}},
                 std::vector<int>{1, 1}, false);
  EXPECT_EQ(components_of<std::uint8_t>(bar), (std::vector<std::uint8_t>{102, 51}));
}

TEST(FillColorBar, FloatsAreNotClipped) {
  const Buffer bar = new_buffer(babl_format("R'G'B' float"), 1, 1);
  fill_color_bar(bar.get(), std::vector<Color>{{3.0F, 0.5F, -0.25F}}, std::vector<int>{1}, false);
  EXPECT_EQ(components_of<float>(bar), (std::vector<float>{3.0F, 0.5F, -0.25F}));
}

}  // namespace
}  // namespace color_clusters
