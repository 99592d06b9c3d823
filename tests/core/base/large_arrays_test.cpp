// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/large_arrays.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

constexpr std::size_t megabyte = std::size_t{1} << 20U;

TEST(ZeroedArray, IsZeroAlsoWhereMemoryWasUsedBefore) {
  for (const std::size_t count : {std::size_t{10}, megabyte, 3 * megabyte + 1}) {
    for (int round = 0; round < 3; ++round) {
      ZeroedArray<std::uint32_t> numbers(count);
      std::uint32_t seen = 0;
      for (std::size_t i = 0; i < count; ++i) {
        seen |= numbers[i];
        numbers[i] = 0xffffffffU;
      }
      EXPECT_EQ(seen, 0U);
      LargeVector<std::uint32_t> used(count, 1U);
    }
  }
}

TEST(LargeVector, KeepsItsValuesBesideOthers) {
  // Vectors of many sizes that come and go: no two may share memory.
  std::vector<LargeVector<std::uint64_t>> vectors;
  for (std::uint64_t round = 0; round < 40; ++round) {
    const std::size_t size = (round * 7 % 11 + 1) * megabyte / 4 + round;
    LargeVector<std::uint64_t> vector(size);
    std::iota(vector.begin(), vector.end(), round << 32U);
    vectors.push_back(std::move(vector));
    if (round % 3 == 2) vectors.erase(vectors.begin() + static_cast<std::ptrdiff_t>(round % 5));
  }
  for (const LargeVector<std::uint64_t>& vector : vectors) {
    const std::uint64_t first = vector.front();
    std::vector<std::uint64_t> expected(vector.size());
    std::iota(expected.begin(), expected.end(), first);
    EXPECT_TRUE(std::ranges::equal(vector, expected));
    EXPECT_EQ(std::ranges::count(vectors, first, [](const auto& v) { return v.front(); }), 1);
  }
}

TEST(LargeVector, GrowsAndIsCopied) {
  LargeVector<int> vector;
  for (int i = 0; i < 2000000; ++i) vector.push_back(i);
  const LargeVector<int> copy = vector;
  vector.assign(vector.size(), -1);
  EXPECT_EQ(copy.back(), 1999999);
  EXPECT_EQ(copy[1000000], 1000000);
}

}  // namespace
}  // namespace color_clusters
