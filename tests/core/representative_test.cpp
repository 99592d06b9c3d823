// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/representative.h"

#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

TEST(Representative, IsTheColorNearestToEachCenter) {
  const std::vector<Color> colors{{0, 0, 0}, {0.2F, 0, 0}, {0.3F, 0, 0}, {0.9F, 0, 0}, {1, 0, 0}};
  const ColorTree tree(colors, std::vector<double>(colors.size(), 1.0), 1);
  const std::vector<Color> centers{{0.95F, 0.3F, 0}, {0.17F, 0, 0}};
  EXPECT_EQ(nearest_members(tree, centers, 1), (std::vector<std::size_t>{3, 1}));
}

TEST(Representative, OfOneColorIsThatColor) {
  const std::vector<Color> colors{{0.5F, 0.25F, 0.125F}};
  const ColorTree tree(colors, std::vector<double>{7.0}, 1);
  EXPECT_EQ(nearest_members(tree, colors, 1), (std::vector<std::size_t>{0}));
}

TEST(Representative, OfNothingIsTheFirstColor) {
  const std::vector<Color> colors{{0, 0, 0}, {0.2F, 0, 0}};
  const ColorTree tree(colors, std::vector<double>{1.0, 1.0}, 1);
  const std::vector<Color> centers{{9, 9, 9}, {0.2F, 0, 0}};
  EXPECT_EQ(nearest_members(tree, centers, 1), (std::vector<std::size_t>{0, 1}));
}

}  // namespace
}  // namespace color_clusters
