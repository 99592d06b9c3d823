// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/growing_array.h"

#include <optional>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

TEST(GrowingArray, ValuesStayAndThoseOfOneCallLieNextToEachOther) {
  GrowingArray<int, 4, 8> array;
  const std::vector<int> some{1, 2, 3};
  EXPECT_EQ(array.add(some), 0U);
  const int* const address = &array[0];
  const std::vector<int> more{4, 5};
  EXPECT_EQ(array.add(more), 4U);
  EXPECT_EQ(&array[0], address);
  for (std::size_t i = 0; i < some.size(); ++i) EXPECT_EQ(address[i], some[i]);
  for (std::size_t i = 0; i < more.size(); ++i) EXPECT_EQ((&array[4])[i], more[i]);
}

TEST(GrowingArray, IsFullInTheEnd) {
  GrowingArray<int, 4, 2> array;
  EXPECT_EQ(array.add(std::vector<int>(5)), std::nullopt);
  EXPECT_EQ(array.add(std::vector<int>{1, 2, 3, 4}), 0U);
  EXPECT_EQ(array.add(std::vector<int>{5, 6}), 4U);
  EXPECT_EQ(array.add(std::vector<int>{7, 8, 9}), std::nullopt);
  EXPECT_EQ(array.add(std::vector<int>{7, 8}), 6U);
  EXPECT_THROW(array.push(9), std::length_error);
  EXPECT_EQ(array.add(std::vector<int>{9}), std::nullopt);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(array[i], static_cast<int>(i) + 1);
  EXPECT_EQ(array[7], 8);
}

}  // namespace
}  // namespace color_clusters
