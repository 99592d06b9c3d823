// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/registration_mark.h"

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

std::uint8_t pixel_of(const std::vector<std::uint8_t>& mark, int side, int x, int y) {
  return mark[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) +
              static_cast<std::size_t>(x)];
}

TEST(RegistrationMark, HasLinesOfTheWidthThroughTheWholeSquare) {
  for (const int line : {1, 3, 7}) {
    const int side = 61;
    const std::vector<std::uint8_t> mark = draw_registration_mark(side, line);
    ASSERT_EQ(mark.size(), std::size_t{61 * 61});
    int across = 0;
    for (int x = 0; x < side; ++x) {
      EXPECT_EQ(mark[static_cast<std::size_t>(side / 2 * side + x)], 1) << x;
      across += mark[static_cast<std::size_t>(x)];
    }
    EXPECT_EQ(across, line);
  }
}

TEST(RegistrationMark, IsTheSameWhenItIsTurned) {
  const int side = 41;
  const std::vector<std::uint8_t> mark = draw_registration_mark(side, 3);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const auto at = [&](int u, int v) { return pixel_of(mark, side, u, v); };
      EXPECT_EQ(at(x, y), at(side - 1 - y, x));
      EXPECT_EQ(at(x, y), at(side - 1 - x, y));
    }
  }
}

TEST(RegistrationMark, HasARing) {
  // From the middle along a diagonal: cross, gap, ring, gap.
  const int side = 61;
  const std::vector<std::uint8_t> mark = draw_registration_mark(side, 3);
  int changes = 0;
  for (int i = side / 2; i < side - 1; ++i) {
    changes += pixel_of(mark, side, i, i) != pixel_of(mark, side, i + 1, i + 1) ? 1 : 0;
  }
  EXPECT_EQ(changes, 3);
}

TEST(RegistrationMark, RefusesWhatHasNoMiddle) {
  EXPECT_THROW(draw_registration_mark(40, 1), std::invalid_argument);
  EXPECT_THROW(draw_registration_mark(41, 2), std::invalid_argument);
  EXPECT_THROW(draw_registration_mark(41, 9), std::invalid_argument);
  EXPECT_THROW(draw_registration_mark(-1, 1), std::invalid_argument);
  EXPECT_THROW(draw_registration_mark(5, -1), std::invalid_argument);
}

}  // namespace
}  // namespace color_clusters
