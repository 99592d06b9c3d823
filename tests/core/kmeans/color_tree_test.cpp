// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kmeans/color_tree.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

struct WeightedColors {
  std::vector<Color> colors;
  std::vector<double> weights;
};

/// Clumps of colors, one after another, as neighbors are in a histogram.
WeightedColors clumps(std::size_t clump_count, std::size_t clump_size, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> value(0.0F, 1.0F);
  std::normal_distribution<float> offset(0.0F, 0.03F);
  WeightedColors result;
  for (std::size_t clump = 0; clump < clump_count; ++clump) {
    const Color middle{value(random), value(random), value(random)};
    for (std::size_t i = 0; i < clump_size; ++i) {
      result.colors.push_back(
          {middle[0] + offset(random), middle[1] + offset(random), middle[2] + offset(random)});
      result.weights.push_back(1.0 + 9.0 * static_cast<double>(value(random)));
    }
  }
  return result;
}

std::vector<Moments> brute_force_partition(const WeightedColors& data,
                                           const std::vector<Color>& centers) {
  std::vector<Moments> clusters(centers.size());
  for (std::size_t i = 0; i < data.colors.size(); ++i) {
    const auto nearest =
        std::min_element(centers.begin(), centers.end(), [&](const Color& a, const Color& b) {
          return squared_distance(a, data.colors[i]) < squared_distance(b, data.colors[i]);
        });
    clusters[static_cast<std::size_t>(nearest - centers.begin())].add(data.colors[i],
                                                                      data.weights[i]);
  }
  return clusters;
}

void expect_same(const Moments& actual, const Moments& expected) {
  EXPECT_NEAR(actual.weight, expected.weight, 1e-6 * expected.weight);
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_NEAR(actual.sum[i], expected.sum[i], 1e-6 * expected.weight);
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_NEAR(actual.square[i], expected.square[i], 1e-6 * expected.weight);
  }
}

TEST(Moments, GiveMeanAndScatter) {
  Moments moments;
  moments.add({1, 2, 3}, 1.0);
  moments.add({3, 2, 3}, 3.0);
  EXPECT_EQ(moments.mean(), (Color{2.5F, 2, 3}));
  EXPECT_DOUBLE_EQ(moments.scatter(), 1.0 * 1.5 * 1.5 + 3.0 * 0.5 * 0.5);
}

TEST(ColorTree, PartitionsLikeBruteForce) {
  for (const std::size_t clump_size : {1U, 15U, 16U, 300U}) {
    const WeightedColors data = clumps(40, clump_size, 5);
    const ColorTree tree(data.colors, data.weights, 1);
    EXPECT_EQ(tree.size(), data.colors.size());
    for (const std::size_t count : {1U, 2U, 15U, 16U, 17U, 100U, 256U, 257U, 1000U}) {
      const std::vector<Color> centers = clumps(count, 1, 6).colors;
      const std::vector<Moments> expected = brute_force_partition(data, centers);
      const std::vector<Moments> actual = tree.partition(centers, ColorTree::Detail::squares, 1);
      ASSERT_EQ(actual.size(), count);
      for (std::size_t i = 0; i < count; ++i) expect_same(actual[i], expected[i]);
    }
  }
}

TEST(ColorTree, SumsAreTheSameWithoutSquares) {
  const WeightedColors data = clumps(20, 200, 1);
  const ColorTree tree(data.colors, data.weights, 1);
  const std::vector<Color> centers = clumps(30, 1, 2).colors;
  const auto with = tree.partition(centers, ColorTree::Detail::squares, 1);
  const auto without = tree.partition(centers, ColorTree::Detail::sums, 1);
  for (std::size_t i = 0; i < centers.size(); ++i) {
    EXPECT_EQ(with[i].weight, without[i].weight);
    EXPECT_EQ(with[i].sum, without[i].sum);
  }
}

TEST(ColorTree, NumberOfThreadsChangesNoBit) {
  const WeightedColors data = clumps(300, 200, 3);
  for (const std::size_t count : {50U, 600U}) {
    const std::vector<Color> centers = clumps(count, 1, 4).colors;
    const ColorTree one(data.colors, data.weights, 1);
    const auto expected = one.partition(centers, ColorTree::Detail::squares, 1);
    for (const int threads : {2, 3, 8}) {
      const ColorTree tree(data.colors, data.weights, threads);
      EXPECT_EQ(tree.total().sum, one.total().sum);
      const auto actual = tree.partition(centers, ColorTree::Detail::squares, threads);
      for (std::size_t i = 0; i < centers.size(); ++i) {
        EXPECT_EQ(actual[i].weight, expected[i].weight);
        EXPECT_EQ(actual[i].sum, expected[i].sum);
        EXPECT_EQ(actual[i].square, expected[i].square);
      }
    }
  }
}

/// Weights and sums of clusters as one number, in which every bit counts (FNV-1a).
std::uint64_t hash(const std::vector<Moments>& clusters) {
  std::uint64_t hash = 14695981039346656037U;
  const auto add = [&hash](double value) {
    hash = (hash ^ std::bit_cast<std::uint64_t>(value)) * 1099511628211U;
  };
  for (const Moments& cluster : clusters) {
    add(cluster.weight);
    for (const double sum : cluster.sum) add(sum);
    for (const double square : cluster.square) add(square);
  }
  return hash;
}

// Registers of 4 and of 8 floats: this test is built for each of them.
TEST(ColorTree, WidthOfRegistersChangesNoBit) {
  std::mt19937 random(7);
  const auto value = [&random] { return static_cast<float>(random() % 65536) / 65535.0F; };
  std::vector<Color> colors;
  std::vector<double> weights;
  for (int clump = 0; clump < 100; ++clump) {
    const Color middle{value(), value(), value()};
    for (int i = 0; i < 100; ++i) {
      colors.push_back(
          {middle[0] + 0.05F * value(), middle[1] + 0.05F * value(), middle[2] + 0.05F * value()});
      weights.push_back(1.0 + static_cast<double>(value()));
    }
  }
  const ColorTree tree(colors, weights, 1);
  std::vector<std::uint64_t> hashes;
  for (const int count : {2, 5, 16, 200}) {
    std::vector<Color> centers;
    for (int i = 0; i < count; ++i) centers.push_back({value(), value(), value()});
    hashes.push_back(hash(tree.partition(centers, ColorTree::Detail::squares, 1)));
  }
  EXPECT_EQ(hashes, (std::vector<std::uint64_t>{10956961698788112668U, 2126842062891870330U,
                                                1137240806041816647U, 669425488928842587U}));
}

TEST(ColorTree, AssignmentsAgreeWithThePartition) {
  for (const std::size_t clump_size : {7U, 500U}) {
    const WeightedColors data = clumps(30, clump_size, 8);
    const ColorTree tree(data.colors, data.weights, 2);
    for (const std::size_t count : {12U, 300U}) {
      const std::vector<Color> centers = clumps(count, 1, 9).colors;
      const std::vector<Moments> clusters = tree.partition(centers, ColorTree::Detail::squares, 2);
      const std::vector<std::uint16_t> assignments = tree.assignments(centers, 2);
      ASSERT_EQ(assignments.size(), data.colors.size());
      std::vector<Moments> expected(centers.size());
      for (std::size_t i = 0; i < assignments.size(); ++i) {
        expected.at(assignments[i]).add(data.colors[i], data.weights[i]);
      }
      for (std::size_t i = 0; i < centers.size(); ++i) expect_same(clusters[i], expected[i]);
    }
  }
}

TEST(ColorTree, FirstOfEqualCentersGetsTheColors) {
  const std::vector<Color> colors(100, Color{0.5F, 0.5F, 0.5F});
  const ColorTree tree(colors, std::vector<double>(100, 1.0), 1);
  const std::vector<Color> centers{{1, 1, 1}, {0.4F, 0.5F, 0.5F}, {0.4F, 0.5F, 0.5F}};
  const auto clusters = tree.partition(centers, ColorTree::Detail::sums, 1);
  EXPECT_EQ(clusters[0].weight, 0.0);
  EXPECT_EQ(clusters[1].weight, 100.0);
  EXPECT_EQ(clusters[2].weight, 0.0);
}

TEST(ColorTree, CentersMayBeAsFarAwayAsNumbersGo) {
  const WeightedColors data = clumps(10, 100, 4);
  const ColorTree tree(data.colors, data.weights, 1);
  constexpr float largest = std::numeric_limits<float>::max();
  for (const std::size_t count : {1U, 20U}) {
    const std::vector<Color> centers(count, Color{largest, -largest, largest});
    const auto clusters = tree.partition(centers, ColorTree::Detail::sums, 1);
    EXPECT_NEAR(clusters[0].weight, tree.total().weight, 1e-6 * tree.total().weight);
  }
}

TEST(ColorTree, RejectsWhatIsOutOfRange) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto tree_of = [](const Color& color, double weight) {
    return ColorTree(std::vector<Color>(40, color), std::vector<double>(40, weight), 1);
  };
  EXPECT_EQ(tree_of({1e15F, -1e15F, 0}, 0.5).total().weight, 20.0);
  for (const double weight : {0.0, -1.0, std::nan(""), infinity, 1e99, 5e-324}) {
    EXPECT_THROW(tree_of({0, 0, 0}, weight), std::invalid_argument) << weight;
  }
  for (const float value : {std::nanf(""), std::numeric_limits<float>::infinity(), -2e15F}) {
    EXPECT_THROW(tree_of({0, value, 0}, 1.0), std::invalid_argument) << value;
  }
  EXPECT_THROW(ColorTree(std::vector<Color>(2), std::vector<double>(1, 1.0), 1),
               std::invalid_argument);
}

TEST(ColorTree, RejectsCentersThatCannotBeNearest) {
  const ColorTree tree(std::vector<Color>(2), std::vector<double>(2, 1.0), 1);
  std::vector<Color> infinite(300);
  infinite[7][1] = -std::numeric_limits<float>::infinity();
  for (const auto& centers : {std::vector<Color>{}, std::vector<Color>(65536),
                              std::vector<Color>{{0, std::nanf(""), 0}}, infinite}) {
    EXPECT_THROW((void)tree.partition(centers, ColorTree::Detail::sums, 1), std::invalid_argument);
    EXPECT_THROW((void)tree.assignments(centers, 1), std::invalid_argument);
  }
}

}  // namespace
}  // namespace color_clusters
